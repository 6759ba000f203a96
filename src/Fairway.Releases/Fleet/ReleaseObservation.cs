using Fairway.Api.Meta;
using Fairway.Api.Releases;
using Fairway.Releases.CatchUps;
using Fairway.Releases.Planning;
using Fairway.Releases.Tasks;

namespace Fairway.Releases.Fleet;

/// <summary>Everything that the planner of a Release decides on, as of one moment.</summary>
internal sealed record ReleaseObservation
{
    /// <summary>The finalizer that keeps a Release until its clusters have halted.</summary>
    public const string Finalizer = "fairway.dev/release";

    /// <summary>The moment.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>The Release.</summary>
    public required Release Release { get; init; }

    /// <summary>What it pinned; null where it has not been planned.</summary>
    public PlanDocument? Plan { get; init; }

    /// <summary>Its clusters: those of the plan, and those that have joined.</summary>
    public IReadOnlyList<MemberSight> Members { get; init; } = [];

    /// <summary>How attempts of tasks stand that are under way, by stage and task.</summary>
    public IReadOnlyDictionary<string, TaskSight> TaskSights { get; init; } = new Dictionary<string, TaskSight>();

    /// <summary>Clusters that would be members, had they been there when it was planned, and are to be asked
    /// now.</summary>
    public IReadOnlyList<JoiningCluster> Joining { get; init; } = [];

    /// <summary>Clusters that would be members, but did not answer or could not be planned when they were asked
    /// last.</summary>
    public IReadOnlyList<string> Away { get; init; } = [];

    /// <summary>Clusters that missed it, where it is through.</summary>
    public IReadOnlyList<MissedSight> Missed { get; init; } = [];

    /// <summary>For how long after its end clusters catch up with it.</summary>
    public Duration CatchUpFor { get; init; } = new ReleaseRetention().CatchUp;

    /// <summary>The Release of the same component that goes first; null for none.</summary>
    public string? Rival { get; init; }

    /// <summary>The newer Release that takes its place; null for none.</summary>
    public string? Newer { get; init; }

    /// <summary>A Release of the same component that began after this one; null for none. What it has changed since is
    /// not to be changed back by trying again.</summary>
    public string? Later { get; init; }

    /// <summary>When a failed attempt to plan is to be repeated; null where none failed lately.</summary>
    public DateTimeOffset? PlanAgainAt { get; init; }

    /// <summary>When clusters that do not answer are asked again; null where none is to be.</summary>
    public DateTimeOffset? AskAgainAt { get; init; }

    /// <summary>Its status; of one that was never looked at, an empty one.</summary>
    public ReleaseStatus Status => Release.Status ?? new ReleaseStatus();

    /// <summary>What is wanted.</summary>
    public ReleaseSpec Spec => Release.Spec;

    /// <summary>Whether it is being deleted.</summary>
    public bool IsDeleting => Release.Metadata.DeletionTimestamp is not null;

    /// <summary>Whether the finalizer is on it.</summary>
    public bool HasFinalizer => Release.Metadata.Finalizers?.Contains(Finalizer) == true;

    /// <summary>The members that are left, of one stage.</summary>
    public IReadOnlyList<MemberSight> Of(string stage) =>
        [.. Members.Where(member => member.Stage == stage && !member.IsGone)];

    /// <summary>The same, with the Release as planning left it.</summary>
    public ReleaseObservation After(PlanOutcome? planning) => this with { Release = planning?.Left ?? Release };

    /// <summary>A condition that speaks of this moment.</summary>
    public Condition Condition(string type, ConditionStatus status, string reason, string message) => new()
    {
        Type = type,
        Status = status,
        ObservedGeneration = Release.Metadata.Generation,
        LastTransitionTime = Now,
        Reason = reason,
        Message = message,
    };
}

/// <summary>A cluster that is to join.</summary>
/// <param name="Cluster">Its id.</param>
/// <param name="Stage">The first stage whose selector finds it.</param>
internal sealed record JoiningCluster(string Cluster, string Stage);
