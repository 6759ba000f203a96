namespace Fairway.Charts.Rendering;

/// <summary>The order of kinds in which Helm installs; kinds that it does not know come last, by name.</summary>
internal static class InstallOrder
{
    /// <summary>Helm 3 does not know those.</summary>
    private const string NewKinds = "WebhookConfiguration";

    private static readonly Dictionary<string, int> Ranks =
        EmbeddedKinds().Index().ToDictionary(kind => kind.Item, kind => kind.Index, StringComparer.Ordinal);

    /// <summary>Sorted; items of one kind stay as they are.</summary>
    public static IReadOnlyList<T> Sort<T>(IEnumerable<T> items, Func<T, string> kind, HelmLine line) =>
        [.. items
            .OrderBy(item => Rank(kind(item), line) ?? int.MaxValue)
            .ThenBy(item => Rank(kind(item), line) is null ? kind(item) : "", StringComparer.Ordinal)];

    private static int? Rank(string kind, HelmLine line) =>
        Ranks.TryGetValue(kind, out var rank)
        && (line == HelmLine.Four || !kind.EndsWith(NewKinds, StringComparison.Ordinal))
            ? rank
            : null;

    private static IEnumerable<string> EmbeddedKinds()
    {
        using var stream = typeof(InstallOrder).Assembly.GetManifestResourceStream("Fairway.Charts.kinds.txt")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
    }
}
