using System.Text.Json.Nodes;

namespace Fairway.Cli.Displays;

/// <summary>One thing that a verb shows.</summary>
/// <param name="Name">As it is named elsewhere on the command line: <c>release/proxy-1-7</c>.</param>
/// <param name="Node">The same for programs.</param>
internal sealed record DisplayRow(string Name, JsonNode Node)
{
    /// <summary>Its cells, one for each heading.</summary>
    public IReadOnlyList<string> Cells { get; init; } = [];

    /// <summary>Its cells under the wider headings.</summary>
    public IReadOnlyList<string> Wider { get; init; } = [];

    /// <summary>The whole of it for people, where it is no row of a table; ends with a line feed.</summary>
    public string Text { get; init; } = "";

    /// <summary>The same with more; null for no more.</summary>
    public string? WideText { get; init; }

    /// <summary>What a change of its text is told by, where the text changes by itself as time passes; null: by the
    /// text.</summary>
    public string? Basis { get; init; }

    /// <summary>What tells it from others of the list.</summary>
    public string Key { get; init; } = Name;

    /// <summary>Which of its cells change by themselves as time passes, and are no news.</summary>
    public IReadOnlyList<int> Ageing { get; init; } = [];
}
