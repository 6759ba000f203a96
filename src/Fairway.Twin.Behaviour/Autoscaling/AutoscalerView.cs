using System.Collections.Immutable;
using System.Text.Json;
using Fairway.Kube.Pods.Objects;

namespace Fairway.Twin.Behaviour.Autoscaling;

/// <summary>What the controller keeps of a HorizontalPodAutoscaler.</summary>
internal sealed record AutoscalerView : IObjectView
{
    public required ObjectMeta Meta { get; init; }

    public string TargetVersion { get; init; } = "";

    public string TargetKind { get; init; } = "";

    public string TargetName { get; init; } = "";

    public int Least { get; init; } = 1;

    public int Most { get; init; }

    public ImmutableArray<MetricSource> Metrics { get; init; } = [];

    /// <summary>True where it is said how fast the target may be scaled.</summary>
    public bool HasBehavior { get; init; }

    /// <summary>How fast it may grow.</summary>
    public ScalingRules Up { get; init; } = ScalingRules.Up;

    /// <summary>How fast it may shrink.</summary>
    public ScalingRules Down { get; init; } = ScalingRules.Down;

    public AutoscalerStatus Status { get; init; } = new();

    public static AutoscalerView Read(JsonElement autoscaler)
    {
        var spec = autoscaler.Child("spec");
        var target = spec.Child("scaleTargetRef");
        return new AutoscalerView
        {
            Meta = ObjectMeta.Read(autoscaler),
            TargetVersion = target.Text("apiVersion") ?? "",
            TargetKind = target.Text("kind") ?? "",
            TargetName = target.Text("name") ?? "",
            Least = spec.Int("minReplicas") ?? 1,
            Most = spec.Int("maxReplicas") ?? 0,
            Metrics = [.. spec.Items("metrics").Select(MetricSource.Read)],
            HasBehavior = spec.Child("behavior") is { ValueKind: JsonValueKind.Object },
            Up = ScalingRules.Read(spec.Child("behavior").Child("scaleUp"), ScalingRules.Up),
            Down = ScalingRules.Read(spec.Child("behavior").Child("scaleDown"), ScalingRules.Down),
            Status = AutoscalerStatus.Read(autoscaler.Child("status")),
        };
    }
}
