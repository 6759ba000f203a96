namespace Fairway.Charts;

/// <summary>What Helm takes where no cluster is asked.</summary>
public static class HelmDefaults
{
    private static readonly Lazy<IReadOnlyList<string[]>> Rows = new(() => EmbeddedRows.Read("api-versions.tsv"));

    /// <summary>The groups and versions that <c>helm template</c> takes for served, in its order.</summary>
    public static IReadOnlyList<string> ApiVersions(HelmLine line) =>
        [.. Rows.Value.Where(row => row[1] != (line == HelmLine.Four ? "three" : "four")).Select(row => row[0])];
}
