namespace Fairway.Bench.Charts.Comparison;

/// <summary>A chart in a folder, with one file of values or its own alone.</summary>
/// <param name="Name">The folder below that of all charts, and the file.</param>
/// <param name="Folder">The chart's.</param>
/// <param name="Values">The file of values; null for none.</param>
internal sealed record ChartCase(string Name, string Folder, string? Values)
{
    /// <summary>All charts below a folder that are in no other chart, each with its own values and with each of its
    /// <c>ci/*values.yaml</c>.</summary>
    public static IReadOnlyList<ChartCase> Find(string root) =>
        [.. from folder in Charts(root).Order(StringComparer.Ordinal)
            from values in ValueFiles(folder)
            let name = Path.GetRelativePath(root, folder)
            select new ChartCase(values is null ? name : $"{name} {Path.GetFileName(values)}", folder, values)];

    private static IEnumerable<string> Charts(string folder) =>
        File.Exists(Path.Combine(folder, "Chart.yaml"))
            ? [folder]
            : Directory.EnumerateDirectories(folder).SelectMany(Charts);

    private static IEnumerable<string?> ValueFiles(string folder)
    {
        var ci = Path.Combine(folder, "ci");
        return Directory.Exists(ci)
            ? [null, .. Directory.EnumerateFiles(ci, "*values.yaml").Order(StringComparer.Ordinal)]
            : [null];
    }
}
