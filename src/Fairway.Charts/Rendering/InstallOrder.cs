namespace Fairway.Charts.Rendering;

/// <summary>The order of kinds in which Helm installs; kinds that it does not know come last, by name.</summary>
internal static class InstallOrder
{
    private static readonly Dictionary<string, int> Ranks =
        EmbeddedKinds().Index().ToDictionary(kind => kind.Item, kind => kind.Index, StringComparer.Ordinal);

    /// <summary>Sorted; documents of one kind stay as they are.</summary>
    public static IReadOnlyList<ManifestDocument> Sort(IEnumerable<ManifestDocument> documents) =>
        [.. documents
            .OrderBy(document => Ranks.GetValueOrDefault(document.Kind, int.MaxValue))
            .ThenBy(document => Ranks.ContainsKey(document.Kind) ? "" : document.Kind, StringComparer.Ordinal)];

    private static IEnumerable<string> EmbeddedKinds()
    {
        using var stream = typeof(InstallOrder).Assembly.GetManifestResourceStream("Fairway.Charts.kinds.txt")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
    }
}
