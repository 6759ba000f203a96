using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Fairway.Kube.Pods.Objects;
using Fairway.Kube.Pods.Reporting;

namespace Fairway.Kube.Pods.Planning;

/// <summary>One write that a workload's planner asks for, and why.</summary>
internal abstract record WorkloadAction(string Reason)
{
    /// <summary>Become the controller of an orphan that the selector matches.</summary>
    public sealed record Adopt(ChildKind Kind, ObjectMeta Child, OwnerReference Owner, string Reason)
        : WorkloadAction(Reason)
    {
        /// <summary>A finalizer that the child gets with its owner, or null.</summary>
        public string? Finalizer { get; init; }
    }

    /// <summary>Give up a child that the selector no longer matches.</summary>
    public sealed record Release(ChildKind Kind, ObjectMeta Child, string OwnerUid, string Reason)
        : WorkloadAction(Reason);

    /// <summary>Give a child just these owners.</summary>
    public sealed record Own(
        ChildKind Kind, ObjectMeta Child, ImmutableArray<OwnerReference> Owners, string Reason)
        : WorkloadAction(Reason);

    /// <summary>Take a finalizer from a pod.</summary>
    public sealed record Untrack(ObjectMeta Pod, string Finalizer, string Reason) : WorkloadAction(Reason);

    /// <summary>Delete a child.</summary>
    public sealed record Delete(ChildKind Kind, ObjectMeta Child, string Reason) : WorkloadAction(Reason);

    /// <summary>Patch a pod as it was seen, strategically.</summary>
    public sealed record ChangePod(ObjectMeta Pod, JsonObject Patch, string Reason) : WorkloadAction(Reason)
    {
        /// <summary>The patch is of the pod's status.</summary>
        public bool OfStatus { get; init; }

        /// <summary>What it is called among the owner's events; null where it is no news.</summary>
        public PodEvent? Told { get; init; }
    }

    /// <summary>Create a replica set with this many replicas.</summary>
    public sealed record CreateReplicaSet(string Name, JsonObject Body, int Replicas, string Reason)
        : WorkloadAction(Reason);

    /// <summary>Change a replica set's size or annotations.</summary>
    public sealed record ChangeReplicaSet(ReplicaSetChange Change, string Reason) : WorkloadAction(Reason);

    /// <summary>Create a pod. <paramref name="Label"/> names it in stories: its name, node or owner.</summary>
    public sealed record CreatePod(JsonObject Body, string Label, string Reason) : WorkloadAction(Reason);

    /// <summary>Create a claim of storage, unless one of the name is there.</summary>
    public sealed record CreateClaim(string Name, JsonObject Body, string Reason) : WorkloadAction(Reason)
    {
        /// <summary>The pod that it is for.</summary>
        public required string Pod { get; init; }
    }

    /// <summary>Keep a template as a revision.</summary>
    public sealed record CreateRevision(string Name, JsonObject Body, string Reason) : WorkloadAction(Reason);

    /// <summary>Make an old revision the newest.</summary>
    public sealed record RenumberRevision(ObjectMeta Revision, long Number, string Reason) : WorkloadAction(Reason);
}
