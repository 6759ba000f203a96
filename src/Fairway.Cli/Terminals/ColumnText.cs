namespace Fairway.Cli.Terminals;

/// <summary>
/// Rows in columns as kubectl prints them: as wide as they need to be, three spaces between, no lines.
/// </summary>
internal static class ColumnText
{
    private const int Gap = 3;

    /// <summary>The text; the first row is the heading.</summary>
    public static string Of(IReadOnlyList<IReadOnlyList<string>> rows) =>
        string.Concat(Lines(rows).Select(line => $"{line}\n"));

    /// <summary>A line for each row, in the columns of all of them.</summary>
    public static IReadOnlyList<string> Lines(IReadOnlyList<IReadOnlyList<string>> rows)
    {
        var widths = Enumerable.Range(0, rows[0].Count).Select(column => rows.Max(row => row[column].Length)).ToArray();
        return
        [
            .. rows.Select(row =>
                string.Concat(row.Select((cell, column) => cell.PadRight(widths[column] + Gap))).TrimEnd()),
        ];
    }
}
