using System.IO.Enumeration;
using Fairway.Kube.Pods.Objects;

namespace Fairway.Twin.Behaviour.Nodes;

/// <summary>Gives some pods a behaviour of their own. What is null does not restrict; <c>*</c> stands for any
/// characters.</summary>
/// <param name="Behaviour">How these pods behave.</param>
/// <param name="Image">Pattern of the image of one of the containers.</param>
/// <param name="Node">Pattern of the node's name.</param>
/// <param name="Labels">Labels that the pod must have.</param>
/// <param name="NodeLabels">Labels that the node must have.</param>
public sealed record PodBehaviourRule(
    PodBehaviour Behaviour,
    string? Image = null,
    string? Node = null,
    IReadOnlyDictionary<string, string>? Labels = null,
    IReadOnlyDictionary<string, string>? NodeLabels = null)
{
    internal bool Covers(PodView pod, NodeView node, string image) =>
        Matches(Image, image)
        && Matches(Node, pod.NodeName ?? "")
        && Has(pod.Meta.Labels, Labels)
        && Has(node.Meta.Labels, NodeLabels);

    // any order: all must hold
    private static bool Has(StringMap labels, IReadOnlyDictionary<string, string>? wanted) =>
        wanted is null || wanted.All(label => labels[label.Key] == label.Value);

    private static bool Matches(string? pattern, string text) =>
        pattern is null || FileSystemName.MatchesSimpleExpression(pattern, text, ignoreCase: false);
}
