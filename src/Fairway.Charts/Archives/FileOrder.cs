namespace Fairway.Charts.Archives;

/// <summary>Orders of paths.</summary>
internal static class FileOrder
{
    /// <summary>As a walk through folders meets files: each folder's entries by their names.</summary>
    public static IComparer<string> Walked { get; } = Comparer<string>.Create(Compare);

    private static int Compare(string? one, string? other)
    {
        var (ours, theirs) = ((one ?? "").Split('/'), (other ?? "").Split('/'));
        for (var i = 0; i < Math.Min(ours.Length, theirs.Length); i++)
        {
            var order = string.CompareOrdinal(ours[i], theirs[i]);
            if (order != 0)
            {
                return order;
            }
        }

        return ours.Length.CompareTo(theirs.Length);
    }
}
