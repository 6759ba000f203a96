using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Fairway.Merge.Values;

/// <summary>
/// One text for equal values: compact, members sorted by name, and escaped as API servers escape (<c>&lt;</c>,
/// <c>&gt;</c> and <c>&amp;</c> too).
/// </summary>
public static class CanonicalJson
{
    /// <summary>The text of a value.</summary>
    public static string Text(JsonNode? node)
    {
        if (node is JsonValue value && value.TryGetValue<string>(out var s))
        {
            var plain = IsPlain(s);
            return plain ? string.Concat("\"", s, "\"") : Append(new StringBuilder(s.Length + 16), node).ToString();
        }

        return node is null ? "null" : Append(new StringBuilder(64), node).ToString();
    }

    /// <summary>Appends the text of a value.</summary>
    public static StringBuilder Append(StringBuilder text, JsonNode? node)
    {
        switch (node)
        {
            case null:
                return text.Append("null");
            case JsonObject map:
                text.Append('{');
                var first = true;
                foreach (var (name, member) in map.OrderBy(p => p.Key, StringComparer.Ordinal))
                {
                    AppendString(first ? text : text.Append(','), name).Append(':');
                    Append(text, member);
                    first = false;
                }

                return text.Append('}');
            case JsonArray list:
                text.Append('[');
                for (var i = 0; i < list.Count; i++)
                {
                    Append(i == 0 ? text : text.Append(','), list[i]);
                }

                return text.Append(']');
            default:
                return AppendScalar(text, (JsonValue)node);
        }
    }

    /// <summary>Appends a string, quoted and escaped.</summary>
    public static StringBuilder AppendString(StringBuilder text, string value)
    {
        text.Append('"');
        if (IsPlain(value))
        {
            return text.Append(value).Append('"');
        }

        foreach (var c in value)
        {
            _ = c switch
            {
                '"' => text.Append("\\\""),
                '\\' => text.Append("\\\\"),
                '\n' => text.Append("\\n"),
                '\r' => text.Append("\\r"),
                '\t' => text.Append("\\t"),
                < ' ' or '<' or '>' or '&' or '\u2028' or '\u2029' =>
                    text.Append("\\u").Append(((int)c).ToString("x4", CultureInfo.InvariantCulture)),
                _ => text.Append(c),
            };
        }

        return text.Append('"');
    }

    private static StringBuilder AppendScalar(StringBuilder text, JsonValue value)
    {
        switch (value.GetValueKind())
        {
            case JsonValueKind.String:
                return AppendString(text, value.GetValue<string>());
            case JsonValueKind.True:
                return text.Append("true");
            case JsonValueKind.False:
                return text.Append("false");
            case JsonValueKind.Number when value.TryGetValue<long>(out var whole):
                return text.Append(CultureInfo.InvariantCulture, $"{whole}");
            case JsonValueKind.Number when value.TryGetValue<int>(out var small):
                return text.Append(CultureInfo.InvariantCulture, $"{small}");
            case JsonValueKind.Number when value.TryGetValue<double>(out var number) && double.IsFinite(number):
                return text.Append(CultureInfo.InvariantCulture, $"{number:R}");
            default:
                return text.Append(value.ToJsonString());
        }
    }

    private static bool IsPlain(string value) =>
        value.AsSpan().IndexOfAnyExceptInRange(' ', '~') < 0 && value.AsSpan().IndexOfAny("\"\\<>&") < 0;
}
