using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Fairway.Api.Meta;
using Fairway.Api.Releases.Tasks;
using Fairway.Api.Rollouts;
using Fairway.Api.Schema;

namespace Fairway.Api.Releases;

/// <summary>The way that changes take through the fleet: stages in order, and what holds for each cluster. A Release
/// pins its content when it starts; later edits are for later Releases.</summary>
[Kind("releasepipelines", ShortName = "frp")]
[Column(0, "Rollback", ".spec.rollback")]
[Column(1, "Deadline", ".spec.stepDeadline")]
[Column(2, "Age", ".metadata.creationTimestamp", Type = "date")]
public sealed record ReleasePipeline : FairwayObject
{
    /// <summary>The stages and rules.</summary>
    [Required]
    public ReleasePipelineSpec Spec { get; set; } = new();
}

/// <summary>Stages and rules of a pipeline.</summary>
public sealed record ReleasePipelineSpec
{
    /// <summary>Groups of clusters, in order. A cluster belongs to the first whose selector finds it; one that none
    /// finds is not touched.</summary>
    [Required]
    [MinLength(1)]
    [MaxLength(30)]
    [MapList("name")]
    public IReadOnlyList<Stage> Stages { get; set; } = [];

    /// <summary>How far a workload goes at a time in each cluster, and for how long it then bakes; the last step must
    /// leave nothing old. Absent: one step, without a bake.</summary>
    public IReadOnlyList<RolloutStep>? Steps { get; init; }

    /// <summary>How long a step may take in a cluster before it counts as failed.</summary>
    [DefaultValue("10m")]
    public Duration StepDeadline { get; set; } = new(TimeSpan.FromMinutes(10));

    /// <summary>For how long a cluster may go on without hearing from the manager.</summary>
    [DefaultValue("30s")]
    public Duration PermitDuration { get; set; } = Duration.Seconds(30);

    /// <summary>What happens to a cluster whose checks fail, and to the clusters that were changed before when a
    /// stage's failure budget is spent.</summary>
    [DefaultValue("Automatic")]
    public RollbackPolicy Rollback { get; set; } = RollbackPolicy.Automatic;

    /// <summary>What becomes of a Release of this pipeline when a newer one of the same components waits.</summary>
    [DefaultValue("Wait")]
    public NewerPolicy OnNewer { get; init; }

    /// <summary>What the health gate demands before and after each cluster, and after each bake.</summary>
    public HealthDemands Health { get; set; } = new();

    /// <summary>What metrics must say after steps, and after everything; absent: nobody looks.</summary>
    public MetricDemands? Metrics { get; init; }

    /// <summary>What the canary tests of a cluster must say after steps, and after everything; absent: nobody
    /// looks.</summary>
    [Rule("has(self.names) != has(self.selector)", "names its sets, or selects them: either, and not both")]
    public CanaryTestDemands? CanaryTests { get; init; }

    /// <summary>Rules over what is known of a cluster, judged when all gates let it through; absent: none.</summary>
    [MapList("name")]
    [MaxLength(10)]
    public IReadOnlyList<CheckRule>? Rules { get; init; }

    /// <summary>Which Releases of this pipeline are kept after their end. An edit counts at once, for all of
    /// them.</summary>
    public ReleaseRetention Retention { get; set; } = new();
}

/// <summary>Which Releases are kept after their end: those within both limits. One of which a cluster has a component
/// now, or that stands half-way in one, stays in any case. What went is in the records: history, evidence and
/// audit.</summary>
public sealed record ReleaseRetention
{
    /// <summary>So many that ended last. Those that are only planned do not count.</summary>
    [DefaultValue(100)]
    [Range(1, 10_000)]
    public int Keep { get; set; } = 100;

    /// <summary>For so long after the end.</summary>
    [DefaultValue("720h")]
    public Duration MaxAge { get; set; } = new(TimeSpan.FromDays(30));

    /// <summary>For so long after the end a cluster that missed a Release catches up with it, and the Release is kept
    /// for that. Later, the cluster needs a Release of its own.</summary>
    [DefaultValue("2160h")]
    public Duration CatchUp { get; set; } = new(TimeSpan.FromDays(90));
}

/// <summary>A group of clusters.</summary>
public sealed record Stage
{
    /// <summary>Its name: <c>canary</c>.</summary>
    [Required]
    [MaxLength(63)]
    [RegularExpression("^[a-z0-9]([-a-z0-9]*[a-z0-9])?$")]
    public string Name { get; set; } = "";

    /// <summary>Its clusters. An empty selector: all that no stage before has.</summary>
    [Required]
    public LabelSelector Selector { get; set; } = new();

    /// <summary>Which of its clusters come first.</summary>
    public StageOrder Order { get; init; }

    /// <summary>How many clusters are in flight at once, at most. A share rounds down, and is at least 1.</summary>
    public IntOrPercent MaxConcurrency { get; set; } = IntOrPercent.Count(1);

    /// <summary>How long nothing new begins in the stage after a cluster has finished.</summary>
    public Duration SilentPeriod { get; init; }

    /// <summary>How long nothing new begins after the stage has finished.</summary>
    public Duration SilentPeriodAfterStage { get; init; }

    /// <summary>What is done in the stage, and in which order; absent: Deploy alone. A stage whose tasks have no Deploy
    /// has no clusters, whatever its selector says.</summary>
    [MapList("name")]
    [MaxLength(16)]
    [Rule(
        "self.all(t, (t.type == 'Wait') == has(t.wait) && (t.type == 'Check') == has(t.check) && "
        + "(t.type == 'Approve') == has(t.approve) && (t.type == 'Run') == has(t.run) && "
        + "(t.type == 'Notify') == has(t.notify))",
        "each has the block of its type, and no other: wait for Wait, none for Deploy")]
    [Rule("self.all(t, !has(t.runAfter) || !(t.name in t.runAfter))", "a task cannot wait for itself")]
    [Rule(
        "self.all(t, !has(t.runAfter) || t.runAfter.all(name, self.exists(other, other.name == name)))",
        "runAfter names tasks of the same stage")]
    [Rule("self.filter(t, t.type == 'Deploy').size() <= 1", "a stage deploys once")]
    public IReadOnlyList<StageTask>? Tasks { get; init; }

    /// <summary>Who must approve the plan before a cluster of the stage begins; absent: nobody.</summary>
    [MapList("group")]
    [MaxLength(20)]
    public IReadOnlyList<ApprovalDemand>? Approvals { get; init; }

    /// <summary>How many clusters may fail before the Release stops. A share rounds down. Unset means none.</summary>
    public IntOrPercent FailureBudget { get; init; }
}

/// <summary>Who must approve.</summary>
public sealed record ApprovalDemand
{
    /// <summary>The group, as the API server knows it.</summary>
    [Required]
    [MaxLength(253)]
    public string Group { get; set; } = "";

    /// <summary>How many people of it. Who made the Release does not count.</summary>
    [DefaultValue(1)]
    [Range(1, 99)]
    public int Count { get; set; } = 1;
}

/// <summary>Which clusters of a stage come first.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<StageOrder>))]
public enum StageOrder
{
    /// <summary>The least important.</summary>
    Importance,

    /// <summary>The fewest that together see every change of the stage, as the plan groups them; then the others, the
    /// least important first.</summary>
    Cover,
}

/// <summary>What becomes of a Release when a newer one of the same components waits.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<NewerPolicy>))]
public enum NewerPolicy
{
    /// <summary>It goes on to its end, and the newer one waits.</summary>
    Wait,

    /// <summary>What it has begun in a cluster ends there; nothing more begins, and the newer one takes its place. Only
    /// one of the same pipeline that brings versions of all its components to all its clusters does, and none of a
    /// lower priority.</summary>
    Supersede,
}

/// <summary>Who begins a rollback.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RollbackPolicy>))]
public enum RollbackPolicy
{
    /// <summary>The manager, at once.</summary>
    Automatic,

    /// <summary>A person, by <c>fairway release rollback</c>.</summary>
    Manual,
}

/// <summary>What the health gate demands.</summary>
public sealed record HealthDemands
{
    /// <summary>At least this share of a cluster's nodes is Ready.</summary>
    [DefaultValue("90%")]
    public IntOrPercent ReadyNodes { get; set; } = IntOrPercent.Percent(90);

    /// <summary>How long the component's workloads must have been whole before the gate passes.</summary>
    public Duration StableFor { get; init; }
}
