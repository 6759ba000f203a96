using System.Collections.Immutable;
using System.Text.Json;

namespace Fairway.Kube.Pods.Objects;

/// <summary>A term of a pod's affinity or anti-affinity to other pods.</summary>
/// <param name="TopologyKey">The node label that says which nodes are one place.</param>
/// <param name="Selector">Which pods; null matches none.</param>
internal sealed record PodAffinityTerm(string TopologyKey, LabelSelector? Selector)
{
    /// <summary>The namespaces of those pods, beside <see cref="NamespaceSelector"/>; where both are empty, the
    /// pod's own.</summary>
    public ImmutableArray<string> Namespaces { get; init; } = [];

    public LabelSelector? NamespaceSelector { get; init; }

    /// <summary>Label keys whose values those pods share with the pod.</summary>
    public ImmutableArray<string> MatchKeys { get; init; } = [];

    /// <summary>Label keys whose values differ from the pod's.</summary>
    public ImmutableArray<string> MismatchKeys { get; init; } = [];

    /// <summary>1 to 100 for a preference; 0 for a term that is required.</summary>
    public int Weight { get; init; }

    public static PodAffinityTerm Read(JsonElement term) =>
        new(term.Text("topologyKey") ?? "", LabelSelector.Read(term.Child("labelSelector")))
        {
            Namespaces = term.Texts("namespaces"),
            NamespaceSelector = LabelSelector.Read(term.Child("namespaceSelector")),
            MatchKeys = term.Texts("matchLabelKeys"),
            MismatchKeys = term.Texts("mismatchLabelKeys"),
        };

    public static ImmutableArray<PodAffinityTerm> ReadRequired(JsonElement? affinity) =>
        [.. affinity.Items("requiredDuringSchedulingIgnoredDuringExecution").Select(Read)];

    public static ImmutableArray<PodAffinityTerm> ReadPreferred(JsonElement? affinity) =>
    [
        .. affinity.Items("preferredDuringSchedulingIgnoredDuringExecution")
            .Where(t => t.Child("podAffinityTerm") is not null)
            .Select(t => Read(t.Child("podAffinityTerm")!.Value) with { Weight = t.Int("weight") ?? 0 }),
    ];
}
