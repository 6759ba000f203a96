using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Fairway.Api.Meta;
using Fairway.Api.Rollouts;
using Fairway.Api.Schema;

namespace Fairway.Api.Releases;

/// <summary>One Release in one cluster, in the namespace named by the cluster's id, under the Release's
/// name.</summary>
[Kind("clusterreleases", Namespaced = true, ShortName = "fcr")]
[Column(0, "Stage", ".spec.stage")]
[Column(1, "Direction", ".status.direction")]
[Column(2, "Phase", ".status.phase")]
[Column(3, "Step", ".status.step", Type = "integer")]
[Column(4, "Reason", ".status.reason")]
[Column(5, "Message", ".status.message", Wide = true)]
[Column(6, "Age", ".metadata.creationTimestamp", Type = "date")]
public sealed record ClusterRelease : FairwayObject
{
    /// <summary>What is to be done in this cluster: pinned when the Release was planned.</summary>
    [Required]
    public ClusterReleaseSpec Spec { get; set; } = new();

    /// <summary>How far it is.</summary>
    public ClusterReleaseStatus? Status { get; init; }

    /// <summary>The cluster's id: the name of its namespace.</summary>
    [JsonIgnore]
    public string ClusterId => Metadata.Namespace ?? "";
}

/// <summary>What is to be done in a cluster.</summary>
public sealed record ClusterReleaseSpec
{
    /// <summary>The Release.</summary>
    [Required]
    [Immutable]
    public string Release { get; set; } = "";

    /// <summary>The stage in which the cluster takes part. It stays, whatever becomes of the cluster's
    /// labels.</summary>
    [Required]
    [Immutable]
    public string Stage { get; set; } = "";

    /// <summary>Forward: to the new content. Back: to the last good one. Never turned from Back to Forward.</summary>
    [DefaultValue("Forward")]
    [Rule("oldSelf == 'Forward' || self == 'Back'", "cannot be turned from Back to Forward")]
    public Direction Direction { get; set; } = Direction.Forward;

    /// <summary>See <see cref="Releases.Stage.Approvals"/>.</summary>
    [Immutable]
    [MapList("group")]
    public IReadOnlyList<ApprovalDemand>? Approvals { get; init; }

    /// <summary>The changes, in order; a rollback takes them in the reverse order.</summary>
    [Required]
    [Immutable]
    [MapList("component")]
    public IReadOnlyList<ClusterChange> Changes { get; set; } = [];

    /// <summary>See <see cref="ReleasePipelineSpec.Steps"/>.</summary>
    [Required]
    [Immutable]
    public IReadOnlyList<RolloutStep> Steps { get; set; } = [];

    /// <summary>See <see cref="ReleasePipelineSpec.StepDeadline"/>.</summary>
    public Duration StepDeadline { get; set; } = new(TimeSpan.FromMinutes(10));

    /// <summary>See <see cref="ReleasePipelineSpec.PermitDuration"/>.</summary>
    public Duration PermitDuration { get; set; } = Duration.Seconds(30);

    /// <summary>See <see cref="ReleasePipelineSpec.Rollback"/>.</summary>
    public RollbackPolicy Rollback { get; init; }

    /// <summary>See <see cref="ReleasePipelineSpec.Health"/>.</summary>
    public HealthDemands Health { get; set; } = new();

    /// <summary>See <see cref="ReleasePipelineSpec.Metrics"/>.</summary>
    public MetricDemands? Metrics { get; init; }

    /// <summary>See <see cref="ReleasePipelineSpec.CanaryTests"/>.</summary>
    public CanaryTestDemands? CanaryTests { get; init; }

    /// <summary>See <see cref="ReleasePipelineSpec.Rules"/>.</summary>
    [MapList("name")]
    public IReadOnlyList<CheckRule>? Rules { get; init; }
}

/// <summary>Which way a Release goes in a cluster.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Direction>))]
public enum Direction
{
    /// <summary>To the new content.</summary>
    Forward,

    /// <summary>To the last good content.</summary>
    Back,
}

/// <summary>The change of one component in one cluster, all of it by digest.</summary>
public sealed record ClusterChange
{
    /// <summary>The component.</summary>
    [Required]
    public string Component { get; set; } = "";

    /// <summary>The kind of change that carries it out: <c>chart</c>, <c>control-plane-version</c>.</summary>
    [Required]
    public string Kind { get; set; } = "";

    /// <summary>The version that it brings.</summary>
    [Required]
    public string Version { get; set; } = "";

    /// <summary>The version that was applied when it was planned; null for none.</summary>
    public string? From { get; init; }

    /// <summary>Digest of the effective values.</summary>
    public string? ValuesDigest { get; init; }

    /// <summary>Digest of the target, rendered once: what the kind of change reads back from the MetaDB.</summary>
    [Required]
    public string TargetDigest { get; set; } = "";

    /// <summary>Digest of the list of fingerprints that may be written.</summary>
    [Required]
    public string ApprovedDigest { get; set; } = "";
}

/// <summary>How far a Release is in a cluster.</summary>
public sealed record ClusterReleaseStatus
{
    /// <summary>Generation of the specification that this speaks of.</summary>
    public long? ObservedGeneration { get; init; }

    /// <summary>In one word.</summary>
    public ClusterReleasePhase Phase { get; init; }

    /// <summary>Which way it is going.</summary>
    public Direction Direction { get; init; }

    /// <summary>How often it was begun anew because a person wanted it to be tried again; absent: never.</summary>
    public int? Attempt { get; init; }

    /// <summary>Which of the changes is on its way: an index into the specification's.</summary>
    public int Change { get; init; }

    /// <summary>Which step has been granted; -1 before the first.</summary>
    public int Step { get; set; } = -1;

    /// <summary>The last intent, written by compare-and-swap before the first write to the cluster.</summary>
    public Intent? Intent { get; init; }

    /// <summary>When the phase that it is in began.</summary>
    public DateTimeOffset? PhaseSince { get; init; }

    /// <summary>When the phase fails, or (Bake) ends.</summary>
    public DateTimeOffset? Deadline { get; init; }

    /// <summary>What the gates said last, one entry a gate.</summary>
    [MapList("gate")]
    public IReadOnlyList<GateSight>? Gates { get; init; }

    /// <summary>Why it is where it is, in one CamelCase word; see <see cref="ClusterReleaseReasons"/>.</summary>
    public string? Reason { get; init; }

    /// <summary>The same in one sentence.</summary>
    public string? Message { get; init; }

    /// <summary>Why it failed, kept while it goes back.</summary>
    public string? Failure { get; init; }

    /// <summary>When it began.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When it ended; null while it goes on.</summary>
    public DateTimeOffset? FinishedAt { get; init; }
}

/// <summary>The state of a Release in a cluster, in one word. The order is the way.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ClusterReleasePhase>))]
public enum ClusterReleasePhase
{
    /// <summary>It has no slot yet.</summary>
    Pending,

    /// <summary>Gates look before anything is changed.</summary>
    PreCheck,

    /// <summary>The differences at this moment are other than those that were approved: this cluster waits for a
    /// person.</summary>
    Held,

    /// <summary>Brakes on, then configuration.</summary>
    Configure,

    /// <summary>A step has been granted, and is under way.</summary>
    Step,

    /// <summary>The step is reached; time has to pass.</summary>
    Bake,

    /// <summary>Gates look after the last step.</summary>
    PostCheck,

    /// <summary>Forward, and recorded as good.</summary>
    Succeeded,

    /// <summary>A gate, a step or a rollback failed; nothing more is done by itself.</summary>
    Failed,

    /// <summary>Back at the last good version.</summary>
    RolledBack,
}

/// <summary>What was about to be done, and by whom.</summary>
public sealed record Intent
{
    /// <summary>Term of the Lease on the cluster under which the act was begun.</summary>
    public long Epoch { get; init; }

    /// <summary>Number of the record of the intent in the MetaDB.</summary>
    public long Sequence { get; init; }

    /// <summary>When.</summary>
    public DateTimeOffset At { get; init; }
}

/// <summary>What a gate said.</summary>
public sealed record GateSight
{
    /// <summary>Its name: <c>health/before</c>.</summary>
    [Required]
    public string Gate { get; set; } = "";

    /// <summary>Pass, Hold or Fail.</summary>
    [Required]
    [AllowedValues("Pass", "Hold", "Fail")]
    public string Decision { get; set; } = "";

    /// <summary>What it saw, in a sentence.</summary>
    public string? Says { get; init; }

    /// <summary>When it decided so first.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>Digest of its evidence in the MetaDB.</summary>
    public string? Evidence { get; init; }
}

/// <summary>Reasons of <see cref="ClusterReleaseStatus.Reason"/>.</summary>
public static class ClusterReleaseReasons
{
    /// <summary>Waits for a slot of its stage.</summary>
    public const string WaitingForSlot = "WaitingForSlot";

    /// <summary>Waits for a gate; the message names it.</summary>
    public const string WaitingForGate = "WaitingForGate";

    /// <summary>Waits for the tenant process to put the brakes on.</summary>
    public const string WaitingForBrakes = "WaitingForBrakes";

    /// <summary>Waits until the API server serves the kinds that the change defines; the message names one.</summary>
    public const string WaitingForDefinitions = "WaitingForDefinitions";

    /// <summary>Waits for a hook of the chart; the message names it.</summary>
    public const string WaitingForHook = "WaitingForHook";

    /// <summary>A hook of the chart failed; the message says why.</summary>
    public const string HookFailed = "HookFailed";

    /// <summary>Pods are being replaced.</summary>
    public const string RollingOut = "RollingOut";

    /// <summary>Time has to pass.</summary>
    public const string Baking = "Baking";

    /// <summary>Something else changes than was approved.</summary>
    public const string DifferentFromPlan = "DifferentFromPlan";

    /// <summary>Something changes that needs an approval which the Release does not give; the message names it, and how
    /// to give it.</summary>
    public const string NeedsApproval = "NeedsApproval";

    /// <summary>Something would change that is never done; the message names the rule.</summary>
    public const string Refused = "Refused";

    /// <summary>The cluster does not answer.</summary>
    public const string Unreachable = "Unreachable";

    /// <summary>The MetaDB does not answer: nothing is done.</summary>
    public const string MetaDbUnavailable = "MetaDbUnavailable";

    /// <summary>The MetaDB and the inventory in the cluster disagree.</summary>
    public const string RecordsDisagree = "RecordsDisagree";

    /// <summary>The MetaDB knows less than the cluster or the ClusterComponent: it was restored from an older copy.
    /// Nothing is done until a newer one is there, or a person has settled it.</summary>
    public const string RecordOlderThanCluster = "RecordOlderThanCluster";

    /// <summary>An EmergencyStop holds it.</summary>
    public const string EmergencyStop = "EmergencyStop";

    /// <summary>No ReleaseWindow lets it begin now; the message says which, and when that changes.</summary>
    public const string WindowClosed = "WindowClosed";

    /// <summary>A ReleaseBlocker holds it; the message names it and why.</summary>
    public const string Blocked = "Blocked";

    /// <summary>Another Release changes something of the same conflict domain in the cluster; the message names
    /// it.</summary>
    public const string Interlocked = "Interlocked";

    /// <summary>People have to approve the plan for this stage; the message says who.</summary>
    public const string WaitingForApproval = "WaitingForApproval";

    /// <summary>Somebody has said no to the plan; the message says who and why.</summary>
    public const string Rejected = "Rejected";

    /// <summary>The cluster's annotation or condition says "not now"; the message says why.</summary>
    public const string HeldByCluster = "HeldByCluster";

    /// <summary>The Release is paused.</summary>
    public const string Paused = "Paused";

    /// <summary>A person leaves the cluster out of the Release; the message says who and why.</summary>
    public const string Skipped = "Skipped";

    /// <summary>The Release is stopped.</summary>
    public const string Stopped = "Stopped";

    /// <summary>A gate failed.</summary>
    public const string GateFailed = "GateFailed";

    /// <summary>Pods of the new revision crash.</summary>
    public const string CrashLoop = "CrashLoop";

    /// <summary>A step was not reached in time.</summary>
    public const string StepDeadlineExceeded = "StepDeadlineExceeded";

    /// <summary>Somebody else changed the workload's template during the rollout.</summary>
    public const string RevisionReplaced = "RevisionReplaced";

    /// <summary>There is no good record to go back to.</summary>
    public const string NothingToGoBackTo = "NothingToGoBackTo";

    /// <summary>Done.</summary>
    public const string Done = "Done";
}
