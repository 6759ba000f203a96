using System.Text.Json.Serialization;

namespace Fairway.Rollouts.Workloads;

/// <summary>What is read of a DaemonSet.</summary>
internal sealed record DaemonSetView
{
    public WorkloadMeta Metadata { get; init; } = new();

    public DaemonSetSpecView Spec { get; init; } = new();

    public DaemonSetStatusView? Status { get; init; }
}

internal sealed record DaemonSetSpecView
{
    public int? MinReadySeconds { get; init; }

    public UpdateStrategyView? UpdateStrategy { get; init; }

    /// <summary>Digest of the template.</summary>
    [JsonConverter(typeof(DigestConverter))]
    public string? Template { get; init; }
}

internal sealed record DaemonSetStatusView(
    long? ObservedGeneration, int? DesiredNumberScheduled, int? NumberMisscheduled, int? UpdatedNumberScheduled)
{
    /// <summary>Nodes that have a pod or are to have one: a node that is lost is tainted so that none belongs there,
    /// and still has its own.</summary>
    public int Nodes => (DesiredNumberScheduled ?? 0) + (NumberMisscheduled ?? 0);
}

/// <summary>What is read of a ControllerRevision.</summary>
internal sealed record RevisionView
{
    public WorkloadMeta Metadata { get; init; } = new();

    public long Revision { get; init; }

    public RevisionDataView? Data { get; init; }
}

internal sealed record RevisionDataView(RevisionSpecView? Spec);

internal sealed record RevisionSpecView
{
    /// <summary>Digest of the template.</summary>
    [JsonConverter(typeof(DigestConverter))]
    public string? Template { get; init; }
}
