using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Fairway.Api.Meta;
using Fairway.Api.Schema;

namespace Fairway.Api.Rollouts;

/// <summary> One rolling change of one workload, in the tenant cluster, in the workload's namespace. Executed inside
/// the cluster by <c>fairway tenant</c>, which alone writes the workload's partition, paused and update strategy.
/// While a Rollout exists its workload has the brake on, except as far as it is permitted. </summary>
[Kind("rollouts", Namespaced = true, ShortName = "fro")]
[Column(0, "Workload", ".spec.workload.name")]
[Column(1, "Phase", ".status.phase")]
[Column(2, "Step", ".status.step", Type = "integer")]
[Column(3, "Permitted", ".spec.permittedThrough", Type = "integer")]
[Column(4, "Updated", ".status.updated", Type = "integer")]
[Column(5, "Replicas", ".status.replicas", Type = "integer")]
[Column(6, "Reason", ".status.reason")]
[Column(7, "Age", ".metadata.creationTimestamp", Type = "date")]
public sealed record Rollout : FairwayObject
{
    /// <summary>What is wanted.</summary>
    [Required]
    public RolloutSpec Spec { get; set; } = new();

    /// <summary>What was seen and done.</summary>
    public RolloutStatus? Status { get; init; }
}

/// <summary>What is wanted of a Rollout.</summary>
public sealed record RolloutSpec
{
    /// <summary>The workload.</summary>
    [Required]
    [Immutable]
    public WorkloadReference Workload { get; set; } = new();

    /// <summary>Names the change: the Release and its direction. Another change on the same Rollout puts the brake on
    /// anew.</summary>
    [Required]
    public string Change { get; set; } = "";

    /// <summary>
    /// Lowest metadata.generation of the workload that has the new template; null until the configuration was applied.
    /// Before it is set, no step is taken. A workload whose controller has not observed this generation has no target
    /// revision yet.
    /// </summary>
    public long? Generation { get; init; }

    /// <summary>The steps, in order; the last leaves nothing old.</summary>
    [Required]
    [MinLength(1)]
    public IReadOnlyList<RolloutStep> Steps { get; set; } = [];

    /// <summary>Index of the last step that may be taken; -1 for none.</summary>
    [DefaultValue(-1)]
    [Range(-1, 1000)]
    public int PermittedThrough { get; set; } = -1;

    /// <summary>Until when. Then the workload is halted where it is, until the permit is renewed.</summary>
    public DateTimeOffset? PermitUntil { get; init; }

    /// <summary>Halts the workload where it is.</summary>
    public bool Paused { get; init; }

    /// <summary>How fast, and in which order.</summary>
    [Rule(
        "!has(self.maxUnavailable) || !has(self.maxSurge) || string(self.maxUnavailable) != '0' || "
        + "string(self.maxSurge) != '0'",
        "maxUnavailable and maxSurge cannot both be 0: nothing could ever be replaced")]
    [Rule(
        "!has(self.recreate) || !self.recreate || !has(self.maxSurge) || string(self.maxSurge) == '0'",
        "recreate ends all old pods before it makes a new one: it takes no maxSurge")]
    public RolloutPace? Pace { get; init; }

    /// <summary>How often a container of the new revision may restart before the Rollout stops by itself.</summary>
    [DefaultValue(2)]
    [Range(0, 1000)]
    public int MaxRestarts { get; set; } = 2;
}

/// <summary>The workload of a Rollout.</summary>
public sealed record WorkloadReference
{
    /// <summary>Its group and version: <c>apps/v1</c>.</summary>
    [Required]
    public string ApiVersion { get; set; } = "";

    /// <summary>Its kind: StatefulSet, Deployment or DaemonSet; of apps.kruise.io also CloneSet.</summary>
    [Required]
    public string Kind { get; set; } = "";

    /// <summary>Its name.</summary>
    [Required]
    public string Name { get; set; } = "";
}

/// <summary>How far a workload goes.</summary>
public sealed record RolloutStep
{
    /// <summary>How many of the replicas stay at the old revision; a share rounds up.</summary>
    public IntOrPercent Partition { get; init; }

    /// <summary>How long it stays there before the next step.</summary>
    public Duration Bake { get; init; }
}

/// <summary>How fast a workload goes, and in which order. What a kind cannot do of it is said by its driver.</summary>
public sealed record RolloutPace
{
    /// <summary>How many replicas may be away at once, whatever the reason; a share rounds down, and is at least 1.
    /// Unset means 1; a Deployment, which always surges, may have 0, and that is what unset means of it. StatefulSets
    /// of apps/v1 replace one at a time, and do not ask.</summary>
    public IntOrPercent? MaxUnavailable { get; init; }

    /// <summary>How many replicas there may be beyond those that are wanted; a share rounds up. Unset means 1 for a
    /// Deployment, which always needs one, and 0 for others.</summary>
    public IntOrPercent? MaxSurge { get; init; }

    /// <summary>All pods of the old revision end before the first of the new one begins: only of a Deployment, which
    /// then rolls whole, in the last step.</summary>
    public bool Recreate { get; init; }

    /// <summary>Which nodes come first, for a DaemonSet.</summary>
    public NodeOrder NodeOrder { get; init; }
}

/// <summary>In which order a DaemonSet goes over its nodes. Nodes whose old pod is not ready come first in
/// any.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<NodeOrder>))]
public enum NodeOrder
{
    /// <summary>Mixed, in another order for each change.</summary>
    Mixed,

    /// <summary>First a node of every kind (architecture, instance type, operating system, kernel, runtime, kubelet,
    /// zone), then the others, mixed.</summary>
    EveryKind,

    /// <summary>By name.</summary>
    ByName,
}

/// <summary>What was seen and done.</summary>
public sealed record RolloutStatus
{
    /// <summary>Generation of the specification that this speaks of. Nothing in a status of an older one counts as
    /// evidence.</summary>
    public long? ObservedGeneration { get; init; }

    /// <summary>The change that this speaks of: see <see cref="RolloutSpec.Change"/>.</summary>
    public string? Change { get; init; }

    /// <summary>In one word.</summary>
    public RolloutPhase Phase { get; init; }

    /// <summary>True where the workload's own specification has the brake on, or there is no workload to
    /// brake.</summary>
    public bool Braked { get; init; }

    /// <summary>The last step that was reached, with its replicas ready; -1 for none.</summary>
    public int Step { get; set; } = -1;

    /// <summary>When this change was first seen here. Pods that are older did not come of it.</summary>
    public DateTimeOffset? Began { get; init; }

    /// <summary>Digest of the workload's template as it was first seen after the configuration was applied; another
    /// template is somebody else's. Null until then.</summary>
    public string? Template { get; init; }

    /// <summary>The target revision as the workload's controller names it; null until known.</summary>
    public string? Revision { get; init; }

    /// <summary>Replicas that are wanted.</summary>
    public int? Replicas { get; init; }

    /// <summary>Replicas at the target revision.</summary>
    public int? Updated { get; init; }

    /// <summary>Of these, ready.</summary>
    public int? UpdatedReady { get; init; }

    /// <summary>Replicas that are ready, of any revision.</summary>
    public int? Ready { get; init; }

    /// <summary>What the workload's kind can hold to; see the documentation of drivers.</summary>
    public IReadOnlyList<string>? Guarantees { get; init; }

    /// <summary>Why it is where it is, in one word; see <see cref="RolloutReasons"/>.</summary>
    public string? Reason { get; init; }

    /// <summary>The same in one sentence.</summary>
    public string? Message { get; init; }

    /// <summary>When the phase began.</summary>
    public DateTimeOffset? Since { get; init; }
}

/// <summary>The state of a Rollout in one word.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RolloutPhase>))]
public enum RolloutPhase
{
    /// <summary>Not looked at yet.</summary>
    Pending,

    /// <summary>The brake is on, and the new template or a permit is awaited.</summary>
    Braked,

    /// <summary>A step is under way.</summary>
    Progressing,

    /// <summary>The permitted step is reached.</summary>
    AtStep,

    /// <summary>Halted: paused, or the permit has lapsed.</summary>
    Halted,

    /// <summary>Stopped by itself, for what was seen; only another change begins again.</summary>
    Stopped,

    /// <summary>Every replica is at the target revision and ready.</summary>
    Complete,
}

/// <summary>Reasons of <see cref="RolloutStatus.Reason"/>.</summary>
public static class RolloutReasons
{
    /// <summary>The brake was put on, and the workload does not show it yet.</summary>
    public const string BrakeGoingOn = "BrakeGoingOn";

    /// <summary>The new template has not been applied yet.</summary>
    public const string WaitingForTemplate = "WaitingForTemplate";

    /// <summary>The workload's controller has not observed the new template yet.</summary>
    public const string WaitingForController = "WaitingForController";

    /// <summary>No further step is permitted.</summary>
    public const string WaitingForPermit = "WaitingForPermit";

    /// <summary>A PodDisruptionBudget does not let a pod go that is to be replaced.</summary>
    public const string HeldByBudget = "HeldByBudget";

    /// <summary>Replicas are being replaced.</summary>
    public const string Replacing = "Replacing";

    /// <summary>An old replica outside of the permitted steps is not ready, and an ordered workload makes no other one
    /// meanwhile: mend it, or permit a further step. On the way back the next step is permitted at once.</summary>
    public const string BlockedByOld = "BlockedByOld";

    /// <summary>The permit has lapsed.</summary>
    public const string PermitLapsed = "PermitLapsed";

    /// <summary>Paused from outside.</summary>
    public const string Paused = "Paused";

    /// <summary>The permitted step is reached.</summary>
    public const string StepReached = "StepReached";

    /// <summary>Containers of the new revision crash, or cannot be started.</summary>
    public const string CrashLoop = "CrashLoop";

    /// <summary>The image of the new revision cannot be pulled.</summary>
    public const string ImagePullFailed = "ImagePullFailed";

    /// <summary>Somebody else changed the template; this is not the revision that was to be rolled out.</summary>
    public const string RevisionReplaced = "RevisionReplaced";

    /// <summary>There is no such workload.</summary>
    public const string WorkloadMissing = "WorkloadMissing";

    /// <summary>No driver knows the workload's kind.</summary>
    public const string UnsupportedWorkload = "UnsupportedWorkload";

    /// <summary>The steps or the permit make no sense.</summary>
    public const string BadSpecification = "BadSpecification";

    /// <summary>Done.</summary>
    public const string Done = "Done";
}
