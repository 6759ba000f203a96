using System.Collections.Immutable;
using Fairway.Kube.Pods.Objects;

namespace Fairway.Twin.Behaviour.Garbage;

/// <summary>One write that the garbage collector asks for, and why.</summary>
internal abstract record GarbageAction(GraphNode Item, string Reason)
{
    /// <summary>Delete the object.</summary>
    public sealed record Delete(GraphNode Item, string Propagation, string Reason) : GarbageAction(Item, Reason);

    /// <summary>Leave the object only these owners.</summary>
    public sealed record KeepOwners(GraphNode Item, ImmutableArray<OwnerReference> Owners, string Reason)
        : GarbageAction(Item, Reason);

    /// <summary>Take a finalizer away.</summary>
    public sealed record RemoveFinalizer(GraphNode Item, string Finalizer, string Reason) : GarbageAction(Item, Reason);
}
