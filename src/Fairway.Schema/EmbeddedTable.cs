namespace Fairway.Schema;

/// <summary>
/// Reads the tables that are embedded as text: tabs between cells, lines that begin with <c>#</c> are comments.
/// </summary>
internal static class EmbeddedTable
{
    public static IEnumerable<string[]> Read(string name)
    {
        using var reader = new StreamReader(Open(name));
        while (reader.ReadLine() is { } line)
        {
            if (line.Length > 0 && line[0] != '#')
            {
                yield return line.Split('\t');
            }
        }
    }

    public static Stream Open(string name) =>
        typeof(EmbeddedTable).Assembly.GetManifestResourceStream($"Fairway.Schema.{name}")
        ?? throw new InvalidOperationException($"The assembly lacks its embedded table {name}.");
}
