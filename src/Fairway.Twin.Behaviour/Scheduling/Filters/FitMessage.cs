namespace Fairway.Twin.Behaviour.Scheduling.Filters;

/// <summary>The sentence about why no node fits, as a real scheduler puts it.</summary>
internal static class FitMessage
{
    /// <summary>Reasons are counted over the nodes, and ordered as texts with their counts.</summary>
    /// <param name="all">How many nodes there are.</param>
    /// <param name="rejections">Why, of those that were looked at.</param>
    /// <param name="others">Why, of all other nodes; null where there are none.</param>
    public static string Of(int all, IEnumerable<Rejection> rejections, string? others)
    {
        var counts = new SortedDictionary<string, int>(StringComparer.Ordinal);
        var explained = 0;
        foreach (var rejection in rejections)
        {
            explained++;
            foreach (var reason in rejection.Reasons)
            {
                counts[reason] = counts.GetValueOrDefault(reason) + 1;
            }
        }

        if (others is not null && explained < all)
        {
            counts[others] = counts.GetValueOrDefault(others) + all - explained;
        }

        var reasons = counts.Select(c => $"{c.Value} {c.Key}").Order(StringComparer.Ordinal);
        return $"0/{all} nodes are available: {string.Join(", ", reasons)}.";
    }
}
