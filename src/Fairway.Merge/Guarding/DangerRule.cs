namespace Fairway.Merge.Guarding;

/// <summary>One rule: where it looks, what it waits for, and what it then says.</summary>
/// <param name="Id">Its name, by which an override replaces it.</param>
/// <param name="Kinds">The kinds it is about.</param>
/// <param name="Events">
/// When it is about them: any of <c>C</c> (the object is made), <c>U</c> (it changes) and <c>D</c> (it goes); or
/// <c>A</c> (it is there, and was never recorded) or <c>P</c> (whoever plans says so).
/// </param>
/// <param name="Path">The places it looks at.</param>
/// <param name="Condition">What must be so of a place's value, and around it.</param>
/// <param name="Verdict">What it says.</param>
public sealed record DangerRule(
    string Id,
    KindPattern Kinds,
    string Events,
    PathPattern Path,
    RuleCondition Condition,
    Verdict Verdict)
{
    /// <summary>Whether it is about an event.</summary>
    internal bool IsAbout(char letter) => Events.Contains(letter, StringComparison.Ordinal);

    /// <summary>
    /// Reads a rule of seven cells, as the table of defaults has them: id, kinds, events, path, condition, verdict,
    /// why.
    /// </summary>
    /// <exception cref="FormatException">A cell is malformed; the message names it.</exception>
    public static DangerRule Parse(IReadOnlyList<string> cells)
    {
        ArgumentNullException.ThrowIfNull(cells);
        if (cells.Count != 7)
        {
            throw new FormatException(
                $"A rule has 7 cells (id, kinds, events, path, condition, verdict, why); this one has {cells.Count}.");
        }

        if (cells[2].Length == 0 || cells[2].Any(c => c is not ('C' or 'U' or 'D' or 'A' or 'P')))
        {
            throw new FormatException($"Rule {cells[0]}: events are letters of CUDAP, not \"{cells[2]}\".");
        }

        return VerdictWord.Read(cells[5], cells[0], cells[6]) is { } verdict
            ? new(
                cells[0],
                KindPattern.Parse(cells[1]),
                cells[2],
                PathPattern.Parse(cells[3]),
                RuleCondition.Parse(cells[4]),
                verdict)
            : throw new FormatException(
                $"Rule {cells[0]}: a verdict is Allow, KeepLive, NeedsApproval, Irreversible, Confirm or Refuse, not "
                + $"\"{cells[5]}\".");
    }
}
