namespace Fairway.Conformance.Merging;

/// <summary>Why two ways may end otherwise.</summary>
internal enum MergeReason
{
    /// <summary>No reason is known: a mistake of ours.</summary>
    None,

    /// <summary>What somebody else had set in a place that left the manifest stays here, and goes there.</summary>
    OthersFieldStays,

    /// <summary>A map that server-side apply takes as a whole (a node selector, a Service's selector) is as the
    /// manifest says; patches leave what somebody else had put into it.</summary>
    WholeMap,

    /// <summary>Nothing, written in two ways.</summary>
    EmptyPlace,
}

/// <summary>A place where a story ended otherwise.</summary>
internal sealed record MergeDifference(string Story, string Place, string? Ours, string? Theirs, MergeReason Reason)
{
    private static readonly string[] WholeMaps = ["/nodeSelector/", "/spec/selector/", "/podSelector/"];

    public static IEnumerable<MergeDifference> Between(DrawnStory story, MergeEnd ours, MergeEnd theirs)
    {
        var (here, there) = (Comparable.Leaves(ours.Live), Comparable.Leaves(theirs.Live));
        var drifted = Comparable.Leaves(ours.Drifted);
        var recorded = Comparable.Leaves(story.Recorded);
        var target = Comparable.Leaves(story.Target);
        foreach (var place in here.Keys.Union(there.Keys).Order(StringComparer.Ordinal))
        {
            var (one, other) = (here.GetValueOrDefault(place), there.GetValueOrDefault(place));
            if (one == other)
            {
                continue;
            }

            yield return new MergeDifference(story.Name, place, one, other, Reason());

            MergeReason Reason()
            {
                var isOthers = (one ?? other) == drifted.GetValueOrDefault(place)
                    && !recorded.ContainsKey(place) && !target.ContainsKey(place);
                return (one, other) switch
                {
                    (not null, null) when isOthers => MergeReason.OthersFieldStays,
                    (null, not null) when isOthers && IsInWholeMap(place) => MergeReason.WholeMap,
                    (null, "{}") or ("{}", null) => MergeReason.EmptyPlace,
                    _ => MergeReason.None,
                };
            }
        }
    }

    private static bool IsInWholeMap(string place) =>
        WholeMaps.Any(map => place.Contains(map, StringComparison.Ordinal));
}
