using Fairway.Cli.Releases;

namespace Fairway.Cli.Demo;

/// <summary>What was seen of an act.</summary>
/// <param name="Act">The act.</param>
/// <param name="Sight">The Release and its clusters at the end.</param>
/// <param name="Gates">What gates said on the way.</param>
/// <param name="Before">Pods of every cluster before it.</param>
/// <param name="After">Pods of every cluster after it.</param>
internal sealed record ActSeen(
    DemoAct Act,
    ReleaseSight Sight,
    IReadOnlyList<GateWord> Gates,
    IReadOnlyList<ClusterPods> Before,
    IReadOnlyList<ClusterPods> After)
{
    /// <summary>The clusters that had no part in it.</summary>
    public IEnumerable<string> Others => Before.Select(pods => pods.Cluster)
        .Where(cluster => Sight.Clusters.All(item => item.ClusterId != cluster));
}
