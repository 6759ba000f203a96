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
    /// <summary>How long a step bakes, and a stage is silent. In earnest these are minutes and hours.</summary>
    public static readonly Duration Moment = Duration.Seconds(1);

    private static readonly Duration StepDeadline = Duration.Seconds(60);

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

    /// <summary>Canary, small flow, production; in each cluster one pod in four, then all.</summary>
    public static ReleasePipeline Careful { get; } = new()
    {
        Metadata = new ObjectMeta { Name = DemoStory.CarefulPipeline },
        Spec = new ReleasePipelineSpec
        {
            Stages =
            [
                StageOf(FleetLabels.Canary, 1), StageOf(FleetLabels.Smallflow, 1), StageOf(FleetLabels.Production, 3),
            ],
            Steps =
            [
                new RolloutStep { Partition = IntOrPercent.Percent(75), Bake = Moment },
                new RolloutStep { Partition = IntOrPercent.Count(0), Bake = Moment },
            ],
            StepDeadline = StepDeadline,
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

    private static Stage StageOf(string name, int atOnce) => new()
    {
        Name = name,
        Selector = new LabelSelector { MatchLabels = new Dictionary<string, string> { [Labels.Stage] = name } },
        MaxConcurrency = IntOrPercent.Count(atOnce),
        SilentPeriod = Moment,
        SilentPeriodAfterStage = Moment,
    };
}
