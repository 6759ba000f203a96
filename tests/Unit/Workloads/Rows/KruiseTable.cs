using Xunit;

namespace Fairway.Tests.Workloads.Rows;

/// <summary>
/// Rows of OpenKruise's own tests as a file: comments that name file and commit, one that names the columns, and the
/// rows. A row that ours answers differently says after its expectation what ours gives, and why.
/// </summary>
internal sealed class KruiseTable
{
    /// <summary>The folders' tables, as the project embeds them.</summary>
    public static readonly string[] Folders =
        ["clonesets/", "daemonsets/", "statefulsets/", "pods/", "ordering/"];

    private const string Origin = "openkruise/kruise 07169cf ";

    private readonly Dictionary<string, KruiseRow> rows;

    private KruiseTable(string name, string[] lines)
    {
        var heads = lines.TakeWhile(line => line[0] == '#').Select(line => line[1..].Trim()).ToArray();
        Name = name;
        Sources = [.. heads[..^1].Where(head => head.StartsWith(Origin, StringComparison.Ordinal))
            .Select(head => head[Origin.Length..])];
        Assert.NotEmpty(Sources);
        var columns = heads[^1].Split('\t');
        rows = lines.Skip(heads.Length).Select(line => new KruiseRow(name, Cells(columns, line.Split('\t'))))
            .ToDictionary(row => row.Name);
    }

    public string Name { get; }

    /// <summary>OpenKruise's files and their tests, as the heads name them.</summary>
    public IReadOnlyList<string> Sources { get; }

    public IReadOnlyCollection<KruiseRow> Rows => rows.Values;

    public TheoryData<string> Names => [.. rows.Keys];

    public static KruiseTable Load(string name)
    {
        using var stream = typeof(KruiseTable).Assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        return new KruiseTable(name, reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    /// <summary>Every table there is, by name.</summary>
    public static KruiseTable[] All() =>
    [
        .. typeof(KruiseTable).Assembly.GetManifestResourceNames()
            .Where(name => Folders.Any(folder => name.StartsWith(folder, StringComparison.Ordinal)))
            .Order(StringComparer.Ordinal).Select(Load),
    ];

    public KruiseRow Row(string name) => rows[name];

    /// <summary>Ours gives what OpenKruise gives, or just what the row says that ours gives instead. A row that is said
    /// to differ and does not is a failure.</summary>
    public void Check(string name, string actual)
    {
        var row = rows[name];
        Assert.Equal(row.Ours ?? row.Expected, actual);
        Assert.NotEqual(row.Expected, row.Ours);
    }

    private static Dictionary<string, string> Cells(string[] columns, string[] cells)
    {
        var all = columns.Zip(cells).ToDictionary(pair => pair.First, pair => pair.Second);
        Assert.True(
            cells.Length == columns.Length || cells.Length == columns.Length + 2,
            $"{cells[0]}: {cells.Length} cells for {columns.Length} columns, which two may follow for a difference");
        if (cells.Length > columns.Length)
        {
            all["ours"] = cells[^2];
            all["why"] = cells[^1];
        }

        return all;
    }
}
