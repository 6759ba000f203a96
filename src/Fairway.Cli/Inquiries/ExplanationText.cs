using System.Globalization;
using System.Text;
using Fairway.Cli.Terminals;
using Fairway.Delivery.Insights;

namespace Fairway.Cli.Inquiries;

/// <summary>An explanation for people.</summary>
internal static class ExplanationText
{
    private const int MostValues = 40;

    /// <summary>The fields that were asked for; else objects and values.</summary>
    public static string Of(Explanation explanation, string cluster)
    {
        var text = new StringBuilder();
        text.Append(
            CultureInfo.InvariantCulture,
            $"{explanation.Component} {explanation.Version} on {cluster}, of the chart {explanation.Chart}\n");
        if (explanation.Note is { } note)
        {
            text.Append(CultureInfo.InvariantCulture, $"! {note}\n");
        }

        if (explanation.Fields.Count == 0)
        {
            AppendWhole(text, explanation);
        }

        foreach (var field in explanation.Fields)
        {
            Append(text, field);
        }

        return text.ToString();
    }

    private static void AppendWhole(StringBuilder text, Explanation explanation)
    {
        text.Append('\n').Append(ColumnText.Of(
        [
            ["OBJECT", "TEMPLATE", "LINE", "LIVE"],
            .. explanation.Objects.Select(item => new[]
            {
                item.Object,
                item.Template ?? "(added by Fairway)",
                item.Line > 0 ? $"{item.Line}" : "-",
                item.IsLive ? "yes" : "no",
            }),
        ]));
        text.Append('\n').Append(ColumnText.Of(
        [
            ["VALUE", "SET BY"],
            .. explanation.Values.Take(MostValues).Select(value => new[] { value.Path, value.Layer }),
        ]));
        if (explanation.Values.Count > MostValues)
        {
            text.Append(
                CultureInfo.InvariantCulture, $"({explanation.Values.Count - MostValues} more: see -o json)\n");
        }
    }

    private static void Append(StringBuilder text, FieldOrigin field)
    {
        text.Append(CultureInfo.InvariantCulture, $"\n{field.Object}, {field.Path}\n");
        Line(text, "target", DiffText.Value(field.Target));
        Line(text, "recorded", DiffText.Value(field.Recorded));
        Line(text, "live", DiffText.Value(field.Live));
        Line(text, "template", Template(field));
        foreach (var value in field.DecidedBy)
        {
            Line(text, "decided by", $"{value.Path} ({value.Layer})");
        }

        Line(text, "owned by", field.Owners.Count > 0 ? string.Join(", ", field.Owners) : "nobody");
    }

    private static string Template(FieldOrigin field) => field switch
    {
        { Template: { } file } => $"{file}, line {field.Line}",
        { Target: not null } => "none: added by Fairway",
        _ => "none: the chart does not make it",
    };

    private static void Line(StringBuilder text, string name, string value) =>
        text.Append("  ").Append(name.PadRight(12)).Append(value).Append('\n');
}
