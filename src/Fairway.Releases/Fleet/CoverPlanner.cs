using Fairway.Releases.Planning;

namespace Fairway.Releases.Fleet;

/// <summary>Which clusters show everything that a plan changes. Pure.</summary>
internal static class CoverPlanner
{
    /// <summary>
    /// Clusters of a stage that together see every change of it: time and again the one that shows the most of what
    /// none has shown yet, of equals the least important, then by name. It is the usual approximation: a smallest set
    /// is hard to find (Chvatal 1979), and this one is greater by a factor of ln n at most.
    /// </summary>
    /// <param name="plan">The plan.</param>
    /// <param name="stage">The stage's name.</param>
    /// <param name="importance">How important a cluster is.</param>
    public static IReadOnlyList<string> Of(PlanDocument plan, string stage, Func<string, int> importance)
    {
        var shows = ShownBy(plan, stage);
        var left = shows.Values.SelectMany(one => one).ToHashSet(StringComparer.Ordinal);
        var cover = new List<string>();
        while (left.Count > 0)
        {
            var best = shows.Keys.Except(cover, StringComparer.Ordinal)
                .OrderByDescending(cluster => shows[cluster].Count(left.Contains))
                .ThenBy(importance)
                .ThenBy(cluster => cluster, StringComparer.Ordinal)
                .First();
            cover.Add(best);
            left.ExceptWith(shows[best]);
        }

        return cover;
    }

    /// <summary>What each cluster shows: the lists of fingerprints of its components.</summary>
    private static SortedDictionary<string, IReadOnlyList<string>> ShownBy(PlanDocument plan, string stage)
    {
        var shows = new SortedDictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        foreach (var member in plan.Members.Where(member => member.Stage == stage))
        {
            shows[member.Cluster] = [.. member.Changes.Select(change => $"{change.Component} {change.ApprovedDigest}")];
        }

        return shows;
    }
}
