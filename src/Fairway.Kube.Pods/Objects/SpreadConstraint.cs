using System.Collections.Immutable;
using System.Text.Json;

namespace Fairway.Kube.Pods.Objects;

/// <summary>A topology spread constraint of a pod.</summary>
/// <param name="TopologyKey">The node label that says which nodes are one place.</param>
/// <param name="MaxSkew">How many more pods a place may have than the emptiest one.</param>
/// <param name="Selector">The pods that count; null matches none.</param>
internal sealed record SpreadConstraint(string TopologyKey, int MaxSkew, LabelSelector? Selector)
{
    /// <summary>True for <c>DoNotSchedule</c>, false for <c>ScheduleAnyway</c>.</summary>
    public bool IsHard { get; init; }

    public int MinDomains { get; init; } = 1;

    /// <summary>Whether nodes that the pod's node affinity or selector refuses are left out of account.</summary>
    public bool HonorsAffinity { get; init; } = true;

    /// <summary>Whether nodes with taints that the pod does not tolerate are left out of account.</summary>
    public bool HonorsTaints { get; init; }

    public ImmutableArray<string> MatchKeys { get; init; } = [];

    public static SpreadConstraint Read(JsonElement constraint) => new(
        constraint.Text("topologyKey") ?? "",
        constraint.Int("maxSkew") ?? 1,
        LabelSelector.Read(constraint.Child("labelSelector")))
    {
        IsHard = constraint.Text("whenUnsatisfiable") != "ScheduleAnyway",
        MinDomains = constraint.Int("minDomains") ?? 1,
        HonorsAffinity = constraint.Text("nodeAffinityPolicy") != "Ignore",
        HonorsTaints = constraint.Text("nodeTaintsPolicy") == "Honor",
        MatchKeys = constraint.Texts("matchLabelKeys"),
    };
}
