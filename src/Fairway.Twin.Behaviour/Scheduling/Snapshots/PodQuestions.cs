using Fairway.Kube.Pods.Objects;
using Fairway.Twin.Behaviour.Scheduling.Filters;
using Fairway.Twin.Behaviour.Scheduling.Scores;

namespace Fairway.Twin.Behaviour.Scheduling.Snapshots;

/// <summary>What a decision about a pod asks of the cluster's counts.</summary>
internal static class PodQuestions
{
    /// <summary>The pods that are counted for it.</summary>
    public static IEnumerable<PodMatcher> Matchers(PodInfo pod, LabelSelector? siblings)
    {
        var needs = pod.Needs;
        var spread = needs.Spread.Where(c => c.IsHard)
            .Concat(SpreadScores.ConstraintsOf(pod, siblings))
            .Select(c => SpreadRule.MatcherOf(pod.Meta, c));
        var near = needs.AntiAffinity.Concat(needs.PreferredAffinity).Concat(needs.PreferredAntiAffinity)
            .Select(t => new PodMatcher([PodRule.Of(pod.Meta, t)]));
        return needs.Affinity.IsEmpty ? [.. spread, .. near] : [.. spread, .. near, AffinityRules.WantedBy(pod)];
    }

    /// <summary>The node labels by which it, or a pod that is there, tells places apart.</summary>
    public static IEnumerable<string> Keys(PodInfo pod, ClusterSnapshot cluster, LabelSelector? siblings)
    {
        var needs = pod.Needs;
        IEnumerable<string> spread = needs.Spread.IsEmpty
            ? siblings is null ? [] : SpreadScores.DefaultKeys
            : needs.Spread.Select(c => c.TopologyKey);
        var near = needs.Affinity.Concat(needs.AntiAffinity)
            .Concat(needs.PreferredAffinity)
            .Concat(needs.PreferredAntiAffinity)
            .Select(t => t.TopologyKey);
        return spread.Concat(near).Concat(cluster.Carried.Values.Select(c => c.Term.TopologyKey));
    }
}
