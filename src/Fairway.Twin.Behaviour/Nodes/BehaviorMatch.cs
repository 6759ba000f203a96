using System.Collections.Immutable;
using System.IO.Enumeration;
using Fairway.Api.Meta;
using Fairway.Api.Twins;
using Fairway.Kube.Pods.Objects;
using LabelSelector = Fairway.Api.Meta.LabelSelector;

namespace Fairway.Twin.Behaviour.Nodes;

/// <summary>Whether a behavior selects a container.</summary>
internal static class BehaviorMatch
{
    private const string Zone = "topology.kubernetes.io/zone";

    /// <param name="selector">What is selected; null for everything.</param>
    /// <param name="name">Name of the behavior: with the pod's it decides which share of the pods it takes.</param>
    /// <param name="subject">The container.</param>
    /// <param name="seed">The cluster's.</param>
    public static bool Covers(PodBehaviorSelector? selector, string name, BehaviorSubject subject, int seed)
    {
        if (selector is null)
        {
            return true;
        }

        var (pod, node, container) = (subject.Pod.Meta, subject.Node, subject.Run.Spec);
        return Matches(selector.Images, container.Image)
            && Matches(selector.Containers, container.Name)
            && Matches(selector.Namespaces, pod.Namespace ?? "")
            && Matches(selector.Nodes, node.Meta.Name)
            && Matches(selector.Architectures, node.System.Architecture ?? "")
            && Matches(selector.Kernels, node.System.Kernel ?? "")
            && Matches(selector.Runtimes, node.System.Runtime ?? "")
            && Matches(selector.Zones, node.Meta.Labels[Zone] ?? "")
            && Selects(selector.Labels, pod.Labels)
            && Selects(selector.NodeLabels, node.Meta.Labels)
            && (selector.Percent is not { } percent
                || Chance.Unit(seed, $"{name} takes {pod.Namespace}/{pod.Name}") * 100 < percent);
    }

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

/// <summary>A container whose behavior is asked for.</summary>
internal sealed record BehaviorSubject(PodView Pod, NodeView Node, ContainerRun Run);
