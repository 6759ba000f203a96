namespace Fairway.Cli.Demo;

/// <summary>The pods of the demo's components on one cluster, as its API server has them.</summary>
/// <param name="Cluster">The cluster's id.</param>
/// <param name="Pods">In order of their names.</param>
internal sealed record ClusterPods(string Cluster, IReadOnlyList<PodSight> Pods)
{
    /// <summary>Those of a component.</summary>
    public IReadOnlyList<PodSight> Of(DemoComponent component) =>
        [.. Pods.Where(pod => pod.Component == component.Name)];

    /// <summary>Whether both are of the very same pods: none was replaced in between.</summary>
    public bool AreSame(ClusterPods other) => Uids.SequenceEqual(other.Uids, StringComparer.Ordinal);

    private IEnumerable<string> Uids => Pods.Select(pod => pod.Metadata.Uid).Order(StringComparer.Ordinal);
}
