using System.Text.Json.Nodes;
using Fairway.Api.Components;
using Fairway.Api.Meta;
using Fairway.Api.Releases;
using Fairway.Api.Rollouts;
using Fairway.Cli.Fleets;

namespace Fairway.Cli.Demo;

/// <summary>The resources that a user of the demo's fleet would write.</summary>
internal static class DemoObjects
{
    /// <summary>How long a step bakes.</summary>
    public static readonly Duration Bake = new Duration(TimeSpan.FromMinutes(30));

    /// <summary>How long nothing begins after a cluster.</summary>
    public static readonly Duration Silent = new Duration(TimeSpan.FromHours(1));

    private static readonly TimeSpan OfficeDay = TimeSpan.FromHours(8);

    private static readonly Duration StepDeadline = new Duration(TimeSpan.FromMinutes(10));

    /// <summary>The component.</summary>
    public static Component ComponentOf(DemoComponent component) => new()
    {
        Metadata = new ObjectMeta { Name = component.Name },
        Spec = new ComponentSpec
        {
            Type = ComponentType.AddOn,
            Namespace = component.Name,
            Images = [new ImagePlace { Name = component.ImageName, Path = "image", Form = ImageForm.Parts }],
        },
    };

    /// <summary>Its values, for all clusters.</summary>
    public static MetaConfig ConfigOf(DemoComponent component) => new()
    {
        Metadata = new ObjectMeta { Name = component.Name },
        Spec = new MetaConfigSpec
        {
            Component = component.Name,
            Values = new JsonObject { ["replicas"] = component.Replicas },
        },
    };

    /// <summary>All clusters at once.</summary>
    public static ReleasePipeline Install { get; } = new()
    {
        Metadata = new ObjectMeta { Name = DemoStory.InstallPipeline },
        Spec = new ReleasePipelineSpec
        {
            Stages = [new Stage { Name = "everywhere", MaxConcurrency = IntOrPercent.Percent(100) }],
            StepDeadline = StepDeadline,
        },
    };

    /// <summary>Testing, canary, small flow, production; in each cluster one pod in four, then all.</summary>
    public static ReleasePipeline Careful { get; } = new()
    {
        Metadata = new ObjectMeta { Name = DemoStory.CarefulPipeline },
        Spec = new ReleasePipelineSpec
        {
            Stages =
            [
                StageOf(FleetLabels.Testing, atOnce: 2, silentHours: 2),
                StageOf(FleetLabels.Canary, atOnce: 1, silentHours: 12),
                StageOf(FleetLabels.Smallflow, atOnce: 1, silentHours: 24),
                StageOf(FleetLabels.Production, atOnce: 2, silentHours: 0),
            ],
            Steps =
            [
                new RolloutStep { Partition = IntOrPercent.Percent(75), Bake = Bake },
                new RolloutStep { Partition = IntOrPercent.Count(0), Bake = Bake },
            ],
            PermitDuration = Bake,
            StepDeadline = StepDeadline,
        },
    };

    /// <summary>When people are there: after the stage of testing, clusters begin at these hours only.</summary>
    public static ReleaseWindow OfficeHours { get; } = new()
    {
        Metadata = new ObjectMeta { Name = "office-hours" },
        Spec = new ReleaseWindowSpec
        {
            Type = WindowType.Allow,
            Schedules = [new WindowSchedule { Cron = "0 9 * * 1-5", Duration = new Duration(OfficeDay) }],
            TimeZone = "Europe/Berlin",
            Pipelines = [DemoStory.CarefulPipeline],
            Clusters = new LabelSelector
            {
                MatchExpressions =
                [
                    new LabelRequirement
                    {
                        Key = Labels.Stage, Operator = LabelOperator.NotIn, Values = [FleetLabels.Testing],
                    },
                ],
            },
            MayFinish = true,
            Reason = "people are there to look",
        },
    };

    /// <summary>The Release of an act.</summary>
    public static Release ReleaseOf(DemoAct act) => new()
    {
        Metadata = new ObjectMeta { Name = act.Release },
        Spec = new ReleaseSpec
        {
            Pipeline = act.Pipeline,
            Changes =
            [
                .. act.Changes.Select(change => new ReleaseChange
                {
                    Component = change.Component.Name, Version = change.Version,
                }),
            ],
        },
    };

    private static Stage StageOf(string name, int atOnce, int silentHours) => new()
    {
        Name = name,
        Selector = new LabelSelector { MatchLabels = new Dictionary<string, string> { [Labels.Stage] = name } },
        MaxConcurrency = IntOrPercent.Count(atOnce),
        SilentPeriod = Silent,
        SilentPeriodAfterStage = new Duration(TimeSpan.FromHours(silentHours)),
    };
}
