namespace Fairway.Charts;

/// <summary>Reads the tables that are embedded as text: tabs between cells, lines that begin with <c>#</c> are
/// comments.</summary>
internal static class EmbeddedRows
{
    public static IReadOnlyList<string[]> Read(string name)
    {
        using var stream = typeof(EmbeddedRows).Assembly.GetManifestResourceStream($"Fairway.Charts.{name}")
            ?? throw new InvalidOperationException($"The assembly lacks its embedded table {name}.");
        using var reader = new StreamReader(stream);
        var rows = new List<string[]>();
        while (reader.ReadLine() is { } line)
        {
            if (line.Length > 0 && line[0] != '#')
            {
                rows.Add(line.Split('\t'));
            }
        }

        return rows;
    }
}
