using System.Collections.Immutable;
using Fairway.Kube.Pods.Objects;

namespace Fairway.Twin.Behaviour.Garbage;

/// <summary>How an owner is.</summary>
internal enum OwnerPresence
{
    /// <summary>It is there, or nobody can tell.</summary>
    Present,

    /// <summary>It is being deleted and waits for its dependents to go first.</summary>
    WaitsForDependents,

    /// <summary>It is gone for certain.</summary>
    Absent,
}

/// <summary>An owner of an object.</summary>
internal sealed record OwnerState(OwnerReference Reference, OwnerPresence Presence);

/// <summary>Everything that a decision about one object's ownership rests on.</summary>
internal sealed record GarbageObservation(
    GraphNode Item, ImmutableArray<OwnerState> Owners, ImmutableArray<GraphNode> Dependents);
