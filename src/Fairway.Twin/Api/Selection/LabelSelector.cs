using System.Globalization;
using System.Text.Json.Nodes;
using Fairway.Twin.Api.Errors;
using Fairway.Twin.Storage;

namespace Fairway.Twin.Api.Selection;

/// <summary>A parsed <c>labelSelector</c>: all of its requirements must hold.</summary>
internal sealed class LabelSelector(IReadOnlyList<LabelRequirement> requirements)
{
    /// <summary>Selects everything.</summary>
    public static LabelSelector Everything { get; } = new([]);

    /// <summary>True where every object is selected.</summary>
    public bool IsEverything => requirements.Count == 0;

    /// <summary>Parses the query form: <c>app=web,tier notin (front),!x,n&gt;1</c>.</summary>
    /// <exception cref="ApiFailure">400 with the reference server's words.</exception>
    public static LabelSelector Parse(string? text) =>
        string.IsNullOrWhiteSpace(text) ? Everything : new LabelSelector(new LabelSelectorParser(text).Parse());

    /// <summary>
    /// Reads a selector of an object (<c>matchLabels</c>, <c>matchExpressions</c>), which has been validated. One that
    /// is not there, or says nothing, selects everything.
    /// </summary>
    public static LabelSelector Of(JsonObject? selector)
    {
        var labels = (selector?["matchLabels"] as JsonObject ?? [])
            .Select(l => new LabelRequirement(l.Key, LabelOperator.In, [l.Value?.GetValue<string>() ?? ""]));
        var expressions = (selector?["matchExpressions"] as JsonArray ?? []).OfType<JsonObject>().Select(Read);
        return new LabelSelector([.. labels, .. expressions]);
    }

    /// <summary>Whether an object with these labels is selected.</summary>
    public bool Matches(JsonObject? labels)
    {
        foreach (var requirement in requirements)
        {
            var value = labels?[requirement.Key] as JsonValue;
            if (!requirement.Matches(value is not null && value.TryGetValue<string>(out var text) ? text : null))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether an object with these labels is selected.</summary>
    public bool Matches(LabelSet labels)
    {
        foreach (var requirement in requirements)
        {
            if (!requirement.Matches(labels.Find(requirement.Key)))
            {
                return false;
            }
        }

        return true;
    }

    private static LabelRequirement Read(JsonObject expression) => new(
        expression["key"]?.GetValue<string>() ?? "",
        expression["operator"]?.GetValue<string>() switch
        {
            "In" => LabelOperator.In,
            "NotIn" => LabelOperator.NotIn,
            "Exists" => LabelOperator.Exists,
            _ => LabelOperator.Absent,
        },
        [.. (expression["values"] as JsonArray ?? []).Select(v => v?.GetValue<string>() ?? "")]);
}

/// <summary>What a requirement asks of a label.</summary>
internal enum LabelOperator
{
    /// <summary>The label is there, with one of the values.</summary>
    In,

    /// <summary>The label is absent, or has none of the values.</summary>
    NotIn,

    /// <summary>The label is there.</summary>
    Exists,

    /// <summary>The label is absent.</summary>
    Absent,

    /// <summary>The label is a whole number above the value.</summary>
    Above,

    /// <summary>The label is a whole number below the value.</summary>
    Below,
}

/// <summary>One requirement of a selector.</summary>
internal sealed record LabelRequirement(string Key, LabelOperator Operator, string[] Values)
{
    /// <summary>Whether the label's value (null: absent) fits.</summary>
    public bool Matches(string? value) => Operator switch
    {
        LabelOperator.In => value is not null && Array.IndexOf(Values, value) >= 0,
        LabelOperator.NotIn => value is null || Array.IndexOf(Values, value) < 0,
        LabelOperator.Exists => value is not null,
        LabelOperator.Absent => value is null,
        LabelOperator.Above => Compare(value) > 0,
        _ => Compare(value) < 0,
    };

    private int Compare(string? value) =>
        long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number.CompareTo(long.Parse(Values[0], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture))
            : 0;
}
