using System.Collections.Immutable;
using Fairway.Kube.Pods.Objects;

namespace Fairway.Twin.Behaviour.Scheduling.Snapshots;

/// <summary>The pods that satisfy all of some rules. Two of equal <see cref="Name"/> match the same pods.</summary>
/// <param name="rules">The rules.</param>
/// <param name="livingOnly">True where pods that are being deleted do not count.</param>
internal sealed class PodMatcher(ImmutableArray<PodRule> rules, bool livingOnly = false)
{
    /// <summary>One spelling for equal matchers.</summary>
    public string Name { get; } = $"{livingOnly} {string.Join('&', rules.Select(r => r.ToString()))}";

    /// <summary>The namespace outside which nothing matches; empty where there may be several.</summary>
    public string Namespace { get; } = rules is [{ NamespaceSelector: null, Namespaces: [var only] }, ..] ? only : "";

    /// <summary>True where labels of namespaces decide.</summary>
    public bool AsksNamespaces { get; } = rules.Any(r => r.NamespaceSelector is not null);

    public bool Matches(ObjectMeta pod, ImmutableDictionary<string, StringMap> namespaces)
    {
        if (livingOnly && pod.IsDeleting)
        {
            return false;
        }

        foreach (var rule in rules)
        {
            if (!rule.Matches(pod, namespaces))
            {
                return false;
            }
        }

        return true;
    }
}
