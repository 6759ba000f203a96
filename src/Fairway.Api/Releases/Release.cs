using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Fairway.Api.Meta;
using Fairway.Api.Releases.Tasks;
using Fairway.Api.Schema;

namespace Fairway.Api.Releases;

/// <summary> One change on its way through a pipeline. Content, membership and plan are pinned when it starts. It
/// holds no state of single clusters: these are in the <see cref="ClusterRelease"/>s of its name. </summary>
[Kind("releases", ShortName = "frel")]
[Column(0, "Phase", ".status.phase")]
[Column(1, "Stage", ".status.stage")]
[Column(2, "Done", ".status.done", Type = "integer")]
[Column(3, "Clusters", ".status.clusters", Type = "integer")]
[Column(4, "Reason", ".status.conditions[?(@.type==\"Progressing\")].reason")]
[Column(5, "Pipeline", ".spec.pipeline", Wide = true)]
[Column(6, "Age", ".metadata.creationTimestamp", Type = "date")]
public sealed record Release : FairwayObject
{
    /// <summary>What is to change, and how.</summary>
    [Required]
    public ReleaseSpec Spec { get; set; } = new();

    /// <summary>How far it is.</summary>
    public ReleaseStatus? Status { get; init; }
}

/// <summary>What is to change, and how.</summary>
public sealed record ReleaseSpec
{
    /// <summary>The pipeline's name.</summary>
    [Required]
    [Immutable]
    public string Pipeline { get; set; } = "";

    /// <summary>What is to change.</summary>
    [Required]
    [MinLength(1)]
    [Immutable]
    [MapList("component")]
    public IReadOnlyList<ReleaseChange> Changes { get; set; } = [];

    /// <summary>Only the cluster of this id; absent: all of the pipeline's.</summary>
    [Immutable]
    public string? Cluster { get; init; }

    /// <summary>Only these of the pipeline's clusters; absent: all.</summary>
    [Immutable]
    public LabelSelector? Clusters { get; init; }

    /// <summary>Only these of the pipeline's clusters, by id; absent: all.</summary>
    [Immutable]
    public IReadOnlyList<string>? ClusterIds { get; init; }

    /// <summary>Whether it is carried out, or the plan is only made and shown.</summary>
    [DefaultValue("Run")]
    public ReleaseMode Mode { get; set; } = ReleaseMode.Run;

    /// <summary>Who made it: the user who asked, as the admission policies make sure. Their approvals of it do not
    /// count, and without an author no approval does.</summary>
    [Immutable]
    [MaxLength(253)]
    public string? Author { get; init; }

    /// <summary>The Release whose content a cluster that missed it catches up with. Managers write it. One that brings
    /// anything else than that Release owes the cluster is not planned.</summary>
    [Immutable]
    public CatchUpOrder? CatchUp { get; init; }

    /// <summary>What is approved beyond the plan's ordinary changes. The plan's digest approves every change of it that
    /// needs an approval, but those that need one by name; the id of a rule approves the plan's changes under that
    /// rule; the fingerprint of a change approves that one, whether or not it was in the plan. A cluster in which
    /// something else changes is held.</summary>
    [MaxLength(1000)]
    [RegularExpression("^(sha256:[0-9a-f]{64}|[a-z]([-a-z0-9]*[a-z0-9])?)$")]
    public IReadOnlyList<string>? Approved { get; init; }

    /// <summary>Begins outside ReleaseWindows too: a hot fix. Each use is audited; no other gate is passed
    /// by.</summary>
    public WindowBypass? BypassWindows { get; init; }

    /// <summary>Its place among Releases that wait for the same component or conflict domain: each point counts as if
    /// it had been made an hour earlier. So nothing waits for ever. Absent: 0.</summary>
    [Range(0, 1000)]
    public int? Priority { get; init; }

    /// <summary>Nothing new begins while it is true; clusters in flight finish the step that they have been
    /// granted.</summary>
    public bool Paused { get; init; }

    /// <summary>Everything of this Release halts where it is, and does not begin again.</summary>
    [DefaultValue(false)]
    [Rule("!oldSelf || self", "cannot be taken back: make another Release")]
    public bool Stopped { get; init; }

    /// <summary>Every cluster that was changed goes back to its last good version, at the pipeline's pace.</summary>
    [DefaultValue(false)]
    [Rule("!oldSelf || self", "cannot be taken back: make another Release")]
    public bool RollBack { get; init; }

    /// <summary>Clusters that are left out: see <c>fairway release skip</c>.</summary>
    [MapList("cluster")]
    [MaxLength(300)]
    public IReadOnlyList<SkippedCluster>? Skips { get; init; }

    /// <summary>Clusters that are tried again: see <c>fairway release retry</c>.</summary>
    [MapList("cluster")]
    [MaxLength(300)]
    public IReadOnlyList<RetriedCluster>? Retries { get; init; }

    /// <summary>Tasks that are tried again: see <c>fairway release retry --task</c>.</summary>
    [MapList("stage", "task")]
    [MaxLength(100)]
    public IReadOnlyList<RetriedTask>? TaskRetries { get; init; }
}

/// <summary>Why windows are passed by.</summary>
public sealed record WindowBypass
{
    /// <summary>For everybody to read, and for the audit.</summary>
    [Required]
    [MaxLength(1024)]
    public string Reason { get; set; } = "";
}

/// <summary>Whether a Release is to be carried out.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ReleaseMode>))]
public enum ReleaseMode
{
    /// <summary>Carried out.</summary>
    Run,

    /// <summary>Only planned.</summary>
    Plan,
}

/// <summary>The change of one component.</summary>
public sealed record ReleaseChange
{
    /// <summary>The component.</summary>
    [Required]
    public string Component { get; set; } = "";

    /// <summary>Its version (not the ComponentVersion's name). Absent: each cluster stays on the version that it has,
    /// and gets the meta-config as it is now.</summary>
    public string? Version { get; init; }

    /// <summary>Each cluster gets again what was applied there last, as it was rendered then. Without a
    /// version.</summary>
    public bool Restore { get; init; }

    /// <summary>Each cluster goes back to what was good before what it has now, values and all. Without a
    /// version.</summary>
    public bool Back { get; init; }
}

/// <summary>How far a Release is.</summary>
public sealed record ReleaseStatus
{
    /// <summary>Generation of the specification that this speaks of.</summary>
    public long? ObservedGeneration { get; init; }

    /// <summary>In one word.</summary>
    public ReleasePhase Phase { get; init; }

    /// <summary>The stage that it is in, by name.</summary>
    public string? Stage { get; init; }

    /// <summary>How many clusters it is for.</summary>
    public int? Clusters { get; init; }

    /// <summary>How many of them have succeeded.</summary>
    public int? Done { get; init; }

    /// <summary>How far its plan is, while it is being made.</summary>
    public PlanningProgress? Planning { get; init; }

    /// <summary>What was pinned at the start.</summary>
    public PinnedPlan? Plan { get; init; }

    /// <summary>Its stages, in order.</summary>
    [MapList("name")]
    public IReadOnlyList<StageStatus>? Stages { get; init; }

    /// <summary>The clusters that may be in flight: never more than the stage's limit. A cluster acts only while it
    /// stands here.</summary>
    [MapList("cluster")]
    public IReadOnlyList<Slot>? Slots { get; init; }

    /// <summary>Clusters that could begin now but for another Release of their conflict domain: Releases that come
    /// after this one leave the domain to it there.</summary>
    public IReadOnlyList<string>? Interlocked { get; init; }

    /// <summary>The Release that takes its place; absent: none does.</summary>
    public string? SupersededBy { get; init; }

    /// <summary>Clusters that it was for, and that had no part in it: they did not answer, or could not be planned,
    /// until it had ended. Each catches up once it can.</summary>
    [MapList("cluster")]
    public IReadOnlyList<MissedCluster>? Missed { get; init; }

    /// <summary>When it began.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When it ended.</summary>
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>Progressing, Complete and Failed, with their reasons: see <see cref="ReleaseConditions"/>.</summary>
    [MapList("type")]
    public IReadOnlyList<Condition>? Conditions { get; init; }
}

/// <summary>The state of a Release in one word.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ReleasePhase>))]
public enum ReleasePhase
{
    /// <summary>Not looked at yet.</summary>
    Pending,

    /// <summary>Planned, and not to be carried out.</summary>
    Planned,

    /// <summary>On its way.</summary>
    Running,

    /// <summary>Paused by a person.</summary>
    Paused,

    /// <summary>Stopped, by a person or because a failure budget is spent; it does not begin again.</summary>
    Stopped,

    /// <summary>On its way back.</summary>
    RollingBack,

    /// <summary>Through.</summary>
    Succeeded,

    /// <summary>Back: every cluster that was changed has its last good version.</summary>
    RolledBack,

    /// <summary>It ended with clusters that have not what they should.</summary>
    Failed,

    /// <summary>A newer Release of its components has taken its place.</summary>
    Superseded,
}

/// <summary>How far a plan is.</summary>
public sealed record PlanningProgress
{
    /// <summary>How many clusters have been looked at.</summary>
    public int Planned { get; init; }

    /// <summary>Of how many.</summary>
    public int Clusters { get; init; }
}

/// <summary>What was pinned at the start.</summary>
public sealed record PinnedPlan
{
    /// <summary>Digest over the changes' fingerprints and the membership: what an approval is given to.</summary>
    [Required]
    public string Digest { get; set; } = "";

    /// <summary>Where the MetaDB has the plan document.</summary>
    [Required]
    public string Document { get; set; } = "";

    /// <summary>The ConfigMap in <c>fairway-system</c> that shows the plan to people.</summary>
    public string? ShownIn { get; init; }

    /// <summary>How many groups of clusters see the same change.</summary>
    public int Groups { get; init; }

    /// <summary>How many changes need an approval that the plan alone does not give.</summary>
    public int Dangers { get; init; }

    /// <summary>How many changes cannot be undone.</summary>
    public int Irreversible { get; init; }

    /// <summary>How many clusters stay as they are, because something is never done there.</summary>
    public int Refused { get; init; }

    /// <summary>When it was pinned.</summary>
    public DateTimeOffset At { get; init; }
}

/// <summary>How far a stage is.</summary>
public sealed record StageStatus
{
    /// <summary>Its name.</summary>
    [Required]
    public string Name { get; set; } = "";

    /// <summary>In one word.</summary>
    public StagePhase Phase { get; init; }

    /// <summary>How many clusters it has.</summary>
    public int Clusters { get; init; }

    /// <summary>How many have succeeded.</summary>
    public int Done { get; init; }

    /// <summary>How many have failed, rolled back or not.</summary>
    public int Failed { get; init; }

    /// <summary>How many were left out by a person, and miss it.</summary>
    public int? Missed { get; init; }

    /// <summary>How many are in flight.</summary>
    public int Active { get; init; }

    /// <summary>Its tasks, in order; absent where the pipeline names none.</summary>
    [MapList("name")]
    public IReadOnlyList<StageTaskStatus>? Tasks { get; init; }

    /// <summary>Until when nothing new begins: the silent period after a cluster, or after the stage.</summary>
    public DateTimeOffset? SilentUntil { get; init; }

    /// <summary>When its first cluster began.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When its last cluster finished.</summary>
    public DateTimeOffset? FinishedAt { get; init; }
}

/// <summary>The state of a stage in one word.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<StagePhase>))]
public enum StagePhase
{
    /// <summary>Its turn has not come.</summary>
    Waiting,

    /// <summary>Clusters are in flight, or about to be.</summary>
    Running,

    /// <summary>All clusters have finished; its silent period has not.</summary>
    Silent,

    /// <summary>Finished.</summary>
    Done,

    /// <summary>Its failure budget is spent.</summary>
    Failed,
}

/// <summary>A cluster's right to be in flight.</summary>
public sealed record Slot
{
    /// <summary>The cluster's id.</summary>
    [Required]
    public string Cluster { get; set; } = "";

    /// <summary>Since when.</summary>
    public DateTimeOffset Since { get; init; }
}
