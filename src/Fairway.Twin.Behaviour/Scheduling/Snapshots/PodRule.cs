using System.Collections.Immutable;
using Fairway.Kube.Pods.Objects;

namespace Fairway.Twin.Behaviour.Scheduling.Snapshots;

/// <summary>Pods by namespace and labels, as a term of a pod means them.</summary>
/// <param name="Namespaces">Namespaces by name.</param>
/// <param name="NamespaceSelector">Namespaces by label, beside those; null for none.</param>
/// <param name="Selector">Labels of the pods; null matches none.</param>
internal sealed record PodRule(
    ImmutableArray<string> Namespaces, LabelSelector? NamespaceSelector, LabelSelector? Selector)
{
    /// <summary>Pods of one namespace.</summary>
    public static PodRule Of(string ns, LabelSelector? selector) => new([ns], null, selector);

    /// <summary>What a term of <paramref name="pod"/> means: its own namespace where the term names none, and the
    /// values of its own labels.</summary>
    public static PodRule Of(ObjectMeta pod, PodAffinityTerm term)
    {
        var own = term.Namespaces.IsEmpty && term.NamespaceSelector is null;
        return new PodRule(
            own ? [pod.Namespace ?? ""] : term.Namespaces,
            term.NamespaceSelector,
            Sharing(term.Selector, pod.Labels, term.MatchKeys, term.MismatchKeys));
    }

    /// <summary>The selector that also demands, or refuses, the values that <paramref name="labels"/> have.</summary>
    public static LabelSelector? Sharing(
        LabelSelector? selector,
        StringMap labels,
        ImmutableArray<string> match,
        ImmutableArray<string> mismatch)
    {
        if (selector is null || (match.IsEmpty && mismatch.IsEmpty))
        {
            return selector;
        }

        var same = match.Where(labels.Has)
            .Select(k => new Requirement(k, RequirementOperator.In, [labels[k]!]));
        var other = mismatch.Where(labels.Has)
            .Select(k => new Requirement(k, RequirementOperator.NotIn, [labels[k]!]));
        return new LabelSelector([.. selector.Requirements, .. same, .. other]);
    }

    public bool Matches(ObjectMeta pod, ImmutableDictionary<string, StringMap> namespaces) =>
        Selector is not null && IsIn(pod.Namespace ?? "", namespaces) && Selector.Matches(pod.Labels);

    /// <summary>One spelling for equal rules.</summary>
    public override string ToString()
    {
        var spaces = string.Join(',', Namespaces.Order(StringComparer.Ordinal));
        return $"{spaces}|{Text(NamespaceSelector)}|{Text(Selector)}";
    }

    private static string Text(LabelSelector? selector) => selector is null
        ? "-"
        : string.Join(';', selector.Requirements.Select(r => $"{r.Key} {r.Operator} {string.Join(',', r.Values)}"));

    private bool IsIn(string ns, ImmutableDictionary<string, StringMap> namespaces) =>
        Namespaces.Contains(ns)
        || (NamespaceSelector is not null
            && NamespaceSelector.Matches(namespaces.GetValueOrDefault(ns, StringMap.Empty)));
}
