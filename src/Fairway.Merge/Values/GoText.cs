using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Fairway.Merge.Values;

/// <summary>How API servers, which are written in Go, name and print JSON values in their messages.</summary>
internal static class GoText
{
    private const int LongestValue = 2000;

    /// <summary>A value as <c>%v</c> prints it: <c>map[image:x name:a]</c>, <c>[a b]</c>, <c>&lt;nil&gt;</c>.</summary>
    public static string Value(JsonNode? node)
    {
        var text = new StringBuilder();
        Append(text, node);
        return text.Length <= LongestValue ? text.ToString() : string.Concat(text.ToString(0, LongestValue), "...");
    }

    /// <summary>The Go type that decoding gives: <c>map[string]interface {}</c>.</summary>
    public static string Type(JsonNode? node) => node?.GetValueKind() switch
    {
        JsonValueKind.Object => "map[string]interface {}",
        JsonValueKind.Array => "[]interface {}",
        JsonValueKind.String => "string",
        JsonValueKind.True or JsonValueKind.False => "bool",
        JsonValueKind.Number => IsInteger(node) ? "int64" : "float64",
        _ => "%!s(<nil>)",
    };

    /// <summary>What a decoder calls the JSON value: <c>object</c>, <c>array</c>, <c>number</c>.</summary>
    public static string Kind(JsonNode? node) => node?.GetValueKind() switch
    {
        JsonValueKind.Object => "object",
        JsonValueKind.Array => "array",
        JsonValueKind.String => "string",
        JsonValueKind.True or JsonValueKind.False => "bool",
        JsonValueKind.Number => "number",
        _ => "null",
    };

    /// <summary>True for a number without fraction that fits 64 bits.</summary>
    public static bool IsInteger(JsonNode node) => node is JsonValue value && value.TryGetValue<long>(out _);

    private static void Append(StringBuilder text, JsonNode? node)
    {
        if (text.Length > LongestValue)
        {
            return;
        }

        switch (node)
        {
            case null:
                text.Append("<nil>");
                break;
            case JsonObject map:
                text.Append("map[");
                AppendAll(text, map.OrderBy(p => p.Key, StringComparer.Ordinal), (t, p) =>
                {
                    t.Append(p.Key).Append(':');
                    Append(t, p.Value);
                });
                text.Append(']');
                break;
            case JsonArray list:
                text.Append('[');
                AppendAll(text, list, Append);
                text.Append(']');
                break;
            case JsonValue value when value.TryGetValue<string>(out var s):
                text.Append(s);
                break;
            case JsonValue value when value.TryGetValue<double>(out var number) && !IsInteger(value):
                text.Append(number.ToString("R", CultureInfo.InvariantCulture));
                break;
            default:
                text.Append(node.ToJsonString());
                break;
        }
    }

    private static void AppendAll<T>(StringBuilder text, IEnumerable<T> items, Action<StringBuilder, T> append)
    {
        var first = true;
        foreach (var item in items)
        {
            if (!first)
            {
                text.Append(' ');
            }

            first = false;
            append(text, item);
        }
    }
}
