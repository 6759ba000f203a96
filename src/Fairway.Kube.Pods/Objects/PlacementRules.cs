using System.Collections.Immutable;
using System.Text.Json;

namespace Fairway.Kube.Pods.Objects;

/// <summary>What a pod's spec says about the nodes that may take it.</summary>
internal sealed record PlacementRules
{
    public static PlacementRules Anywhere { get; } = new();

    public StringMap NodeSelector { get; init; } = StringMap.Empty;

    /// <summary>Required node affinity: one of the terms must match. Null where there is none.</summary>
    public ImmutableArray<NodeTerm>? RequiredTerms { get; init; }

    public ImmutableArray<Toleration> Tolerations { get; init; } = [];

    public static PlacementRules Read(JsonElement? spec)
    {
        var required = spec.Child("affinity").Child("nodeAffinity")
            .Child("requiredDuringSchedulingIgnoredDuringExecution");
        return new PlacementRules
        {
            NodeSelector = spec.SharedMap("nodeSelector"),
            RequiredTerms = required is null
                ? null
                : [.. required.Items("nodeSelectorTerms").Select(NodeTerm.Read)],
            Tolerations = spec.SharedList("tolerations", Toleration.Read),
        };
    }

    /// <summary>Whether selector and required affinity accept the node; taints are another matter.</summary>
    public bool Accept(NodeView node)
    {
        foreach (var (key, value) in NodeSelector)
        {
            if (node.Meta.Labels[key] != value)
            {
                return false;
            }
        }

        return RequiredTerms is not { } terms || terms.Any(t => t.Matches(node));
    }

    /// <summary>The first taint of <paramref name="effects"/> that is not tolerated, or null.</summary>
    public Taint? FirstUntolerated(NodeView node, params ReadOnlySpan<string> effects)
    {
        foreach (var taint in node.Taints)
        {
            if (effects.Contains(taint.Effect) && !Tolerations.Any(t => t.Tolerates(taint)))
            {
                return taint;
            }
        }

        return null;
    }
}
