using System.Text;
using System.Text.Json.Nodes;
using Fairway.Cli.Terminals;
using Fairway.Schema.Yaml;

namespace Fairway.Cli.Displays;

/// <summary>Displays in the form that was asked for. Pure.</summary>
internal static class DisplayText
{
    /// <summary>The whole of it, once.</summary>
    public static string Of(Display display, DisplayForm form) => form switch
    {
        DisplayForm.Json => IndentedJson.Text(Document(display)),
        DisplayForm.Yaml => Yaml(Document(display)),
        _ => Lines(display, display.Rows, form, hasHeading: true),
    };

    /// <summary>What is new since the display before. Programs get each object by itself: JSON one a line, YAML as a
    /// document.</summary>
    /// <param name="before">Null: everything is new.</param>
    /// <param name="after">How it is now.</param>
    /// <param name="form">The form.</param>
    public static string Changes(Display? before, Display after, DisplayForm form)
    {
        var known = before?.Rows.ToDictionary(row => row.Key, row => Sign(row, form), StringComparer.Ordinal) ?? [];
        var news = after.Rows.Where(row => known.GetValueOrDefault(row.Key) != Sign(row, form)).ToList();
        return form switch
        {
            DisplayForm.Json => string.Concat(news.Select(row => $"{row.Node.ToJsonString()}\n")),
            DisplayForm.Yaml => string.Concat(news.Select(row => $"---\n{Yaml(row.Node)}")),
            _ when news.Count == 0 => "",
            _ when before is not null && after.Headings is null => $"\n{Lines(after, news, form, hasHeading: false)}",
            _ => Lines(after, news, form, before is not { Rows.Count: > 0 }),
        };
    }

    /// <summary>The names of what is there no more.</summary>
    public static IEnumerable<string> Gone(Display before, Display after) =>
        before.Rows.ExceptBy(after.Rows.Select(row => row.Key), row => row.Key).Select(row => row.Name);

    private static string Sign(DisplayRow row, DisplayForm form) => form is DisplayForm.Json or DisplayForm.Yaml
        ? row.Node.ToJsonString()
        : (row.Basis ?? row.Text)
            + string.Join('\t', row.Cells.Where((_, column) => !row.Ageing.Contains(column)).Concat(row.Wider));

    /// <summary>Columns stay where they are while rows come one by one.</summary>
    private static string Lines(
        Display display, IReadOnlyList<DisplayRow> rows, DisplayForm form, bool hasHeading)
    {
        if (form == DisplayForm.Name)
        {
            return string.Concat(rows.Select(row => $"{row.Name}\n"));
        }

        var isWide = form == DisplayForm.Wide;
        if (display.Headings is not { } headings)
        {
            return string.Concat(rows.Select(row => isWide ? row.WideText ?? row.Text : row.Text));
        }

        if (rows.Count == 0)
        {
            return "";
        }

        var wanted = rows.ToHashSet(ReferenceEqualityComparer.Instance);
        var lines = ColumnText.Lines(
        [
            isWide ? [.. headings, .. display.Wider] : headings,
            .. display.Rows.Select(row => isWide ? [.. row.Cells, .. row.Wider] : row.Cells),
        ]);
        var text = new StringBuilder(hasHeading ? $"{lines[0]}\n" : "");
        foreach (var (line, row) in lines.Skip(1).Zip(display.Rows))
        {
            text.Append(wanted.Contains(row) ? $"{line}\n" : "");
        }

        return text.ToString();
    }

    private static JsonNode Document(Display display) => display.Headings is null && display.Rows is [var one]
        ? one.Node
        : new JsonArray([.. display.Rows.Select(row => row.Node.DeepClone())]);

    private static string Yaml(JsonNode node) => Encoding.UTF8.GetString(YamlText.Write(node));
}
