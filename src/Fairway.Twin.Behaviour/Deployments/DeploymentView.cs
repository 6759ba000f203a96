using System.Text.Json;
using Fairway.Kube.Pods.Objects;

namespace Fairway.Twin.Behaviour.Deployments;

/// <summary>What the controller keeps of a Deployment.</summary>
internal sealed record DeploymentView : IObjectView
{
    public required ObjectMeta Meta { get; init; }

    public int Replicas { get; init; } = 1;

    public int MinReadySeconds { get; init; }

    public required LabelSelector Selector { get; init; }

    public required PodTemplate Template { get; init; }

    /// <summary>All old pods end before the first new one begins.</summary>
    public bool Recreate { get; init; }

    public IntOrPercent MaxSurge { get; init; } = IntOrPercent.Percent(25);

    public IntOrPercent MaxUnavailable { get; init; } = IntOrPercent.Percent(25);

    public int RevisionHistoryLimit { get; init; } = 10;

    public bool Paused { get; init; }

    /// <summary>How long a rollout may stand still; null for ever.</summary>
    public TimeSpan? ProgressDeadline { get; init; } = TimeSpan.FromSeconds(600);

    public DeploymentStatus Status { get; init; } = new();

    public static DeploymentView Read(JsonElement deployment)
    {
        var spec = deployment.Child("spec");
        var strategy = spec.Child("strategy");
        var rolling = strategy.Child("rollingUpdate");
        var deadline = spec.Int("progressDeadlineSeconds");
        return new DeploymentView
        {
            Meta = ObjectMeta.Read(deployment),
            Replicas = spec.Int("replicas") ?? 1,
            MinReadySeconds = spec.Int("minReadySeconds") ?? 0,
            Selector = LabelSelector.Read(spec.Child("selector")) ?? new LabelSelector([]),
            Template = PodTemplate.Read(spec.Child("template")),
            Recreate = strategy.Text("type") == "Recreate",
            MaxSurge = IntOrPercent.Read(rolling.Child("maxSurge")) ?? IntOrPercent.Percent(25),
            MaxUnavailable = IntOrPercent.Read(rolling.Child("maxUnavailable")) ?? IntOrPercent.Percent(25),
            RevisionHistoryLimit = spec.Int("revisionHistoryLimit") ?? int.MaxValue,
            Paused = spec.Flag("paused"),
            ProgressDeadline = deadline is null or int.MaxValue ? null : TimeSpan.FromSeconds(deadline.Value),
            Status = DeploymentStatus.Read(deployment.Child("status")),
        };
    }
}
