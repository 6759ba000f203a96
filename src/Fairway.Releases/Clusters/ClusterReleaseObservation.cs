using Fairway.Api.Releases;
using Fairway.Api.Rollouts;

namespace Fairway.Releases.Clusters;

/// <summary>Everything that the planner of a Release in one cluster decides on, as of one moment.</summary>
internal sealed record ClusterReleaseObservation
{
    /// <summary>The moment.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>The Release in the cluster.</summary>
    public required ClusterRelease ClusterRelease { get; init; }

    /// <summary>The term of our Lease on the cluster.</summary>
    public required long Epoch { get; init; }

    /// <summary>Whether the Release has given the cluster a slot.</summary>
    public required bool HasSlot { get; init; }

    /// <summary>Why a person leaves it out; null where nobody does.</summary>
    public SkippedCluster? Skip { get; init; }

    /// <summary>The last attempt that a person wants, where the Release is in a state to give it; null for
    /// none.</summary>
    public RetriedCluster? Retry { get; init; }

    /// <summary>What holds it from outside; null for nothing.</summary>
    public ClusterHold? Hold { get; init; }

    /// <summary>What could not be seen, and why; null where everything that the phase needs was.</summary>
    public ClusterTrouble? Trouble { get; init; }

    /// <summary>What was seen of the change that it is at; null where the phase asks for nothing.</summary>
    public ChangeFacts? Change { get; init; }

    /// <summary>What the gates of this phase say; empty where it has none.</summary>
    public IReadOnlyList<GateFinding> Gates { get; init; } = [];

    /// <summary>When this process last granted the step that is granted, or brought the configuration before the first;
    /// null where it has not yet.</summary>
    public DateTimeOffset? GrantedAt { get; init; }

    /// <summary>Its status; of one that was never looked at, an empty one.</summary>
    public ClusterReleaseStatus Status => ClusterRelease.Status ?? new ClusterReleaseStatus();

    /// <summary>What is to be done.</summary>
    public ClusterReleaseSpec Spec => ClusterRelease.Spec;

    /// <summary>The step that is granted, kept within the steps that there are.</summary>
    public RolloutStep StepNow => Spec.Steps[Math.Clamp(Status.Step, 0, Spec.Steps.Count - 1)];

    /// <summary>Whether the step that is granted leaves nothing old.</summary>
    public bool IsLastStep => Status.Step >= Spec.Steps.Count - 1;

    /// <summary>The change that it is at.</summary>
    public ClusterChange ChangeNow => Spec.Changes[Math.Clamp(Status.Change, 0, Spec.Changes.Count - 1)];
}
