using System.Globalization;
using System.Text;
using Fairway.Delivery.Insights;

namespace Fairway.Cli.Inquiries;

/// <summary>Three sides for people.</summary>
internal static class DiffText
{
    private const int Longest = 100;

    /// <summary>A component after the other, object by object; empty where nothing differs.</summary>
    public static string Of(IReadOnlyList<PairDiff> pairs)
    {
        var text = new StringBuilder();
        foreach (var pair in pairs.Where(pair => pair.Fields.Count > 0 || pair.Failure is not null))
        {
            text.Append(CultureInfo.InvariantCulture, $"{pair.Component} {pair.Version}");
            text.Append(pair.Failure is null ? $", applied {pair.Applied ?? "nothing"}\n" : $": {pair.Failure}\n");
            var shown = "";
            foreach (var field in pair.Fields)
            {
                if (field.Object != shown)
                {
                    text.Append(CultureInfo.InvariantCulture, $"  {field.Object}\n");
                    shown = field.Object;
                }

                Append(text, field);
            }
        }

        return text.ToString();
    }

    private static void Append(StringBuilder text, FieldSides field)
    {
        var sign = field.Live is null ? '+' : field.Target is null ? '-' : '~';
        if (field.Path.Length == 0)
        {
            var what = field.Live is null ? "the object is not there" : "the object is no longer wanted";
            text.Append(CultureInfo.InvariantCulture, $"    {sign} {what} ({Cause(field)})\n");
        }
        else
        {
            text.Append(CultureInfo.InvariantCulture, $"    {sign} {field.Path} ({Cause(field)})\n");
            text.Append(CultureInfo.InvariantCulture, $"        recorded  {Value(field.Recorded)}\n");
            text.Append(CultureInfo.InvariantCulture, $"        target    {Value(field.Target)}\n");
            text.Append(CultureInfo.InvariantCulture, $"        live      {Value(field.Live)}\n");
        }

        if (field.Why.Length > 0)
        {
            text.Append(CultureInfo.InvariantCulture, $"    ! {field.Why}\n");
        }
    }

    private static string Cause(FieldSides field) => field.Cause switch
    {
        "Drift" => "others have changed it",
        "Conflict" => "the target has changed, and others have changed it",
        _ => "the target has changed",
    };

    /// <summary>A value in one line; a dash for none.</summary>
    internal static string Value(string? json) => json is null ? "-"
        : json.Length <= Longest ? json
        : $"{json[..Longest]}... ({json.Length - Longest} more)";
}
