namespace Fairway.Releases.Fleet;

/// <summary>Lists of names in sentences.</summary>
internal static class Words
{
    private const int Shown = 5;

    /// <summary>The first of some names, and how many more there are.</summary>
    public static string Some(IReadOnlyList<string> names) => names.Count <= Shown
        ? string.Join(", ", names)
        : $"{string.Join(", ", names.Take(Shown))} and {names.Count - Shown} more";

    /// <summary><c>1 cluster is</c>, <c>2 clusters are</c>.</summary>
    public static string Are(int clusters) => clusters == 1 ? "1 cluster is" : $"{clusters} clusters are";
}
