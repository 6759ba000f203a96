namespace Fairway.Charts.Templates;

/// <summary>The text of a template file, with the name that messages give it.</summary>
internal sealed class SourceText(string name, string text)
{
    private readonly Lazy<int[]> lineStarts = new(() => Starts(text));

    public string Name { get; } = name;

    public string Text { get; } = text;

    /// <summary>Why Helm 3 would not parse it, where Helm 4 does: it does not know a function.</summary>
    public ParseFault? FaultOfHelm3 { get; private set; }

    /// <summary>Keeps the first of the reasons.</summary>
    public void NoteFaultOfHelm3(ParseFault fault) => FaultOfHelm3 ??= fault;

    /// <summary>The line, from 1, of an offset.</summary>
    public int Line(int offset)
    {
        var found = Array.BinarySearch(lineStarts.Value, offset);
        return found >= 0 ? found + 1 : ~found;
    }

    /// <summary>The place as Go tells it: line from 1, column in bytes from 0.</summary>
    public (int Line, int Column) Place(int offset)
    {
        var line = Line(offset);
        return (line, offset - lineStarts.Value[line - 1]);
    }

    private static int[] Starts(string text)
    {
        var starts = new List<int> { 0 };
        for (var at = text.IndexOf('\n', StringComparison.Ordinal); at >= 0; at = text.IndexOf('\n', at + 1))
        {
            starts.Add(at + 1);
        }

        return [.. starts];
    }
}
