namespace Fairway.Workloads.Ordering;

/// <summary>How pods that match a term alternate with others.</summary>
/// <param name="Count">How often.</param>
/// <param name="Matching">Pods that match, each time.</param>
/// <param name="Others">Others, each time.</param>
internal readonly record struct Groups(int Count, int Matching, int Others)
{
    /// <summary>Others that come before all groups.</summary>
    public int OthersFirst { get; private init; }

    /// <summary>The groups of those that wait; where pods that match are denser among them than in the whole, as in the
    /// whole. No count is 0.</summary>
    public static Groups By(int allMatching, int allOthers, int matching, int others)
    {
        var waiting = Of(matching, others);
        if ((float)allOthers / allMatching >= (float)others / matching)
        {
            return waiting;
        }

        var whole = Of(allMatching, allOthers);
        var count = Math.Min(matching / whole.Matching, others / whole.Others);
        return whole with { Count = count, OthersFirst = others - (count * whole.Others) };
    }

    private static Groups Of(int matching, int others)
    {
        var count = Math.Min(matching, others);
        return new Groups(count, Rounded(matching, count), Rounded(others, count));
    }

    private static int Rounded(int all, int parts) =>
        (int)Math.Round((double)all / parts, MidpointRounding.AwayFromZero);
}
