using System.Collections.Immutable;
using System.Text.Json;
using Fairway.Kube.Pods.Objects;

namespace Fairway.Twin.Behaviour.Autoscaling;

/// <summary>How fast a target may be scaled in one direction.</summary>
/// <param name="Window">How far back recommendations count that were more careful.</param>
/// <param name="Select">Max, Min or Disabled: which of the policies decides.</param>
/// <param name="Policies">How much may change in which time.</param>
internal sealed record ScalingRules(TimeSpan Window, string Select, ImmutableArray<ScalingPolicy> Policies)
{
    /// <summary>How far from its target a metric may be without anything happening; a share of the target.</summary>
    public const double UsualTolerance = 0.1;

    /// <summary>The same in this direction.</summary>
    public double Tolerance { get; init; } = UsualTolerance;

    public static ScalingRules Up { get; } = new(
        TimeSpan.Zero,
        "Max",
        [
            new ScalingPolicy("Percent", 100, TimeSpan.FromSeconds(15)),
            new ScalingPolicy("Pods", 4, TimeSpan.FromSeconds(15)),
        ]);

    public static ScalingRules Down { get; } = new(
        TimeSpan.FromMinutes(5), "Max", [new ScalingPolicy("Percent", 100, TimeSpan.FromSeconds(15))]);

    /// <summary>What is said, and for the rest what is usual.</summary>
    public static ScalingRules Read(JsonElement? rules, ScalingRules usual) => rules is null ? usual : new(
        rules.Int("stabilizationWindowSeconds") is { } seconds ? TimeSpan.FromSeconds(seconds) : usual.Window,
        rules.Text("selectPolicy") ?? usual.Select,
        rules.Items("policies").Any() ? [.. rules.Items("policies").Select(ScalingPolicy.Read)] : usual.Policies)
    {
        Tolerance = rules.Text("tolerance") is { } share ? Quantity.Milli(share) / 1000.0 : UsualTolerance,
    };
}

/// <summary>How much may change in which time.</summary>
/// <param name="Type">Pods or Percent.</param>
/// <param name="Value">How many.</param>
/// <param name="Period">In which time.</param>
internal sealed record ScalingPolicy(string Type, int Value, TimeSpan Period)
{
    public static ScalingPolicy Read(JsonElement policy) => new(
        policy.Text("type") ?? "", policy.Int("value") ?? 0, TimeSpan.FromSeconds(policy.Int("periodSeconds") ?? 0));
}
