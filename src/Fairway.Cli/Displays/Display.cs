using System.Text.Json.Nodes;

namespace Fairway.Cli.Displays;

/// <summary>What a verb shows at one moment, for each form that may be asked for.</summary>
/// <param name="Rows">What it is, in order.</param>
internal sealed record Display(IReadOnlyList<DisplayRow> Rows)
{
    /// <summary>The columns; null where it is one thing, and no list.</summary>
    public IReadOnlyList<string>? Headings { get; init; }

    /// <summary>Columns that are shown where there is room.</summary>
    public IReadOnlyList<string> Wider { get; init; } = [];

    /// <summary>What a person is told where a list is empty.</summary>
    public string? Empty { get; init; }

    /// <summary>What a person is told beside it; null for nothing.</summary>
    public string? Note { get; init; }

    /// <summary>What the shell is told.</summary>
    public int ExitCode { get; init; } = ExitCodes.Ok;

    /// <summary>One thing, whose text tells its changes.</summary>
    public static Display One(string name, JsonNode node, string text) => One(new DisplayRow(name, node)
    {
        Text = text,
    });

    /// <summary>One thing.</summary>
    public static Display One(DisplayRow row) => new([row]);
}
