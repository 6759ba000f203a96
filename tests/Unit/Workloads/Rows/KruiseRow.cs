namespace Fairway.Tests.Workloads.Rows;

/// <summary>One row of OpenKruise's own tests, re-expressed.</summary>
/// <param name="Table">The embedded file that it is of.</param>
/// <param name="Cells">Its cells, by column.</param>
internal sealed record KruiseRow(string Table, IReadOnlyDictionary<string, string> Cells)
{
    /// <summary>The test of OpenKruise, and the row's place in its table from 1.</summary>
    public string Name => this["row"];

    /// <summary>What OpenKruise gives.</summary>
    public string Expected => this["expected"];

    /// <summary>What ours gives where it differs on purpose; null where it does not.</summary>
    public string? Ours => Cells.GetValueOrDefault("ours");

    /// <summary>Why ours differs; null where it does not.</summary>
    public string? Why => Cells.GetValueOrDefault("why");

    public string this[string column] => Cells[column];

    /// <summary>The cell, or null where it says <c>-</c>.</summary>
    public string? Find(string column) => Cells.GetValueOrDefault(column) is { } cell && cell != "-" ? cell : null;

    /// <summary>The words of a cell; none for <c>-</c>.</summary>
    public string[] Words(string column) => Find(column)?.Split(' ') ?? [];
}
