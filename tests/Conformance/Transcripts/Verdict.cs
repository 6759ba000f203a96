namespace Fairway.Conformance.Transcripts;

/// <summary>What is expected of a scenario today.</summary>
/// <param name="Title"><c>area/scenario</c>.</param>
/// <param name="Issue">Null: it must be equal. Else the issue that brings it, and until then it must not be.</param>
/// <param name="Reason">What is missing.</param>
internal sealed record Verdict(string Title, string? Issue, string? Reason)
{
    /// <summary>The committed verdicts, <c>green.tsv</c> and <c>not-yet.tsv</c>.</summary>
    /// <exception cref="InvalidDataException">A line is malformed, or a scenario has two verdicts.</exception>
    public static IReadOnlyDictionary<string, Verdict> Load()
    {
        var verdicts = new Dictionary<string, Verdict>(StringComparer.Ordinal);
        foreach (var columns in Rows("green.tsv", 1).Concat(Rows("not-yet.tsv", 3)))
        {
            var verdict = new Verdict(columns[0], columns.ElementAtOrDefault(1), columns.ElementAtOrDefault(2));
            if (!verdicts.TryAdd(verdict.Title, verdict))
            {
                throw new InvalidDataException(
                    $"{verdict.Title} has two verdicts; remove one from green.tsv or not-yet.tsv"
                );
            }
        }

        return verdicts;
    }

    private static IEnumerable<string[]> Rows(string file, int columns) =>
        TranscriptReader
            .EmbeddedText($"transcripts/{file}")
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Skip(1)
            .Select(line => line.Split('\t'))
            .Select(row =>
                row.Length == columns
                    ? row
                    : throw new InvalidDataException($"{file} wants {columns} columns: {string.Join('\t', row)}")
            );
}
