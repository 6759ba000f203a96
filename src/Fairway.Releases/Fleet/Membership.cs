using System.Globalization;
using Fairway.Api.Clusters;
using Fairway.Api.Components;
using Fairway.Api.Meta;
using Fairway.Api.Releases;
using Fairway.Releases.Tasks;

namespace Fairway.Releases.Fleet;

/// <summary>Which clusters take part in a Release, and where. Pure.</summary>
internal static class Membership
{
    private const int Middle = 5;

    /// <summary>The first stage whose selector finds the cluster; null where it takes no part.</summary>
    public static string? StageOf(ReleasePipelineSpec pipeline, Release release, Cluster cluster)
    {
        var labels = cluster.Metadata.Labels;
        return cluster.Metadata.DeletionTimestamp is null
            && (release.Spec.Cluster is null || release.Spec.Cluster == cluster.Id)
            && release.Spec.Clusters?.Matches(labels) != false
            && release.Spec.ClusterIds?.Contains(cluster.Id) != false
            ? pipeline.Stages.FirstOrDefault(
                stage => StageTasks.Deploys(stage) && stage.Selector.Matches(labels))?.Name
            : null;
    }

    /// <summary>Whether a component is for a cluster.</summary>
    public static bool Applies(Component component, Cluster cluster) =>
        component.Spec.AppliesTo?.Matches(cluster.Metadata.Labels) != false;

    /// <summary>0 (least) to 9; a cluster that does not say is in the middle.</summary>
    public static int Importance(Cluster? cluster) =>
        int.TryParse(
            cluster?.Metadata.Label(Labels.Importance), NumberStyles.None, CultureInfo.InvariantCulture, out var value)
            ? Math.Clamp(value, 0, 9)
            : Middle;

    /// <summary>The changes so that a component comes after those that it depends on; else as they were
    /// given.</summary>
    public static IReadOnlyList<ReleaseChange> InOrder(
        IReadOnlyList<ReleaseChange> changes, Func<string, Component?> find)
    {
        var ordered = new List<ReleaseChange>();
        var left = changes.ToList();
        while (left.Count > 0)
        {
            // A circle of dependencies has no first. Plans refuse one; until then it is taken as it was given.
            var next = left.Find(change => Free(change, left, find)) ?? left[0];
            ordered.Add(next);
            left.Remove(next);
        }

        return ordered;
    }

    private static bool Free(ReleaseChange change, List<ReleaseChange> left, Func<string, Component?> find) =>
        find(change.Component)?.Spec.DependsOn?.Any(
            name => name != change.Component && left.Exists(other => other.Component == name)) != true;
}
