using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Fairway.Merge.Guarding;

/// <summary>
/// What must be so of a value for a rule to speak: <c>any</c> (it differs), <c>added</c>, <c>removed</c>,
/// <c>changed</c> (it is there before and after, and differs), <c>set</c> (added or changed),
/// <c>is VALUE</c> (it becomes this), <c>was VALUE</c> (it was this and no longer is), <c>halved</c> (the number falls
/// by more than half, or to 0), <c>falls</c>, <c>has VALUE</c> (the list gets this element), <c>allows more</c> (rules
/// of a role that cover what the rules before did not).
/// </summary>
public sealed class ValueCondition
{
    private readonly Func<JsonNode?, JsonNode?, bool> holds;

    private ValueCondition(Func<JsonNode?, JsonNode?, bool> holds) => this.holds = holds;

    /// <summary>Reads a condition.</summary>
    /// <exception cref="FormatException">There is no such condition.</exception>
    public static ValueCondition Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Split(' ', 2) switch
        {
            ["any"] => new((before, after) => !JsonNode.DeepEquals(before, after)),
            ["added"] => new((before, after) => before is null && after is not null),
            ["removed"] => new((before, after) => before is not null && after is null),
            ["changed"] => new((before, after) =>
                before is not null && after is not null && !JsonNode.DeepEquals(before, after)),
            ["set"] => new((before, after) => after is not null && !JsonNode.DeepEquals(before, after)),
            ["halved"] => new((before, after) => Number(before) is { } b && (Number(after) ?? b) is var a
                && a < b && (a == 0 || a < b / 2)),
            ["falls"] => new((before, after) => Number(before) is { } b && Number(after) is { } a && a < b),
            ["is", var value] => new((before, after) => Text(after) == value && Text(before) != value),
            ["was", var value] => new((before, after) => Text(before) == value && Text(after) != value),
            ["allows", "more"] => new(RoleRules.AllowMore),
            ["has", var value] => new((before, after) => Has(after, value) && !Has(before, value)),
            _ => throw new FormatException($"\"{text}\" is no condition: any, added, removed, changed, set, "
                + "halved, falls, is VALUE, was VALUE, has VALUE and allows more are."),
        };
    }

    internal bool Holds(JsonNode? before, JsonNode? after) => holds(before, after);

    private static bool Has(JsonNode? node, string value) =>
        node is JsonArray list && list.Any(element => Text(element) == value);

    private static string? Text(JsonNode? node) => node?.GetValueKind() switch
    {
        JsonValueKind.String => node.GetValue<string>(),
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        JsonValueKind.Number => node.ToJsonString(),
        _ => null,
    };

    private static decimal? Number(JsonNode? node) =>
        node?.GetValueKind() == JsonValueKind.Number
        && decimal.TryParse(node.ToJsonString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;
}
