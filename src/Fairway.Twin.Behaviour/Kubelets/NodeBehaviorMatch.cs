using System.IO.Enumeration;
using Fairway.Api.Twins;
using Fairway.Kube.Pods.Objects;
using Fairway.Twin.Behaviour.Nodes;
using LabelSelector = Fairway.Api.Meta.LabelSelector;

namespace Fairway.Twin.Behaviour.Kubelets;

/// <summary>Whether a behavior selects a node.</summary>
internal static class NodeBehaviorMatch
{
    /// <param name="selector">What is selected; null for everything.</param>
    /// <param name="name">Name of the behavior: with the node's it decides which share of the nodes it takes.</param>
    /// <param name="node">The node.</param>
    /// <param name="seed">The cluster's.</param>
    public static bool Covers(NodeBehaviorSelector? selector, string name, NodeView node, int seed) =>
        selector is null
        || (Matches(selector.Nodes, node.Meta.Name)
            && Selects(selector.Labels, node.Meta.Labels)
            && (selector.Percent is not { } percent
                || Chance.Unit(seed, $"{name} takes {node.Meta.Name}") * 100 < percent));

    private static bool Matches(IReadOnlyList<string>? patterns, string text) =>
        patterns is null || patterns.Any(pattern =>
            FileSystemName.MatchesSimpleExpression(pattern, text, ignoreCase: false));

    // any order: all must hold
    private static bool Selects(LabelSelector? selector, StringMap labels) =>
        selector is null
        || ((selector.MatchLabels is null || selector.MatchLabels.All(label => labels[label.Key] == label.Value))
            && (selector.MatchExpressions is null
                || selector.MatchExpressions.All(requirement => requirement.Holds(labels[requirement.Key]))));
}
