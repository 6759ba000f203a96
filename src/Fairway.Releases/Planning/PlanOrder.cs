using Fairway.Api.Clusters;

namespace Fairway.Releases.Planning;

/// <summary>
/// The order in which clusters are planned: those that are alike one after the other, so that what was made for one is
/// still at hand for the next, and those that are under way at once unlike, so that they do not all make the same.
/// Pure.
/// </summary>
internal static class PlanOrder
{
    /// <summary>The clusters in this order, with the places where they stood.</summary>
    /// <param name="clusters">The clusters, and their stages.</param>
    /// <param name="atOnce">How many are under way at once.</param>
    public static IReadOnlyList<(Cluster Cluster, string Stage, int Place)> Of(
        IReadOnlyList<(Cluster Cluster, string Stage)> clusters, int atOnce)
    {
        var alike = clusters.Select((one, place) => (one.Cluster, one.Stage, Place: place))
            .OrderBy(one => Likeness(one.Cluster), StringComparer.Ordinal).ToList();
        var row = Math.Max(1, (alike.Count + atOnce - 1) / atOnce);
        return [.. alike.Select((one, at) => (one, at)).OrderBy(item => item.at % row).Select(item => item.one)];
    }

    private static string Likeness(Cluster cluster) => string.Join(
        ',',
        (cluster.Metadata.Labels ?? new Dictionary<string, string>())
            .Select(label => $"{label.Key}={label.Value}").Order(StringComparer.Ordinal));
}
