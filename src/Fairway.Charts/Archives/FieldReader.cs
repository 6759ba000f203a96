using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Fairway.Schema.Yaml;

namespace Fairway.Charts.Archives;

/// <summary>Reads a map of a chart's own files as Helm does: keys in any case, numbers and booleans where texts are
/// wanted, control characters left out.</summary>
/// <param name="file">The file, for messages.</param>
/// <param name="place">Where the map is in it, for messages: empty for the file itself.</param>
/// <param name="map">The map.</param>
internal sealed class FieldReader(string file, string place, JsonObject map)
{
    private readonly Dictionary<string, JsonNode?> fields = map
        .OrderBy(member => member.Key, StringComparer.Ordinal)
        .GroupBy(member => member.Key, StringComparer.OrdinalIgnoreCase)
        .ToDictionary(group => group.Key, group => group.Last().Value, StringComparer.OrdinalIgnoreCase);

    /// <summary>A text; empty if it is not there.</summary>
    public string Text(string key) => Clean(Scalar(fields.GetValueOrDefault(key), key));

    public bool Flag(string key) => fields.GetValueOrDefault(key) switch
    {
        null => false,
        JsonValue value when value.TryGetValue<bool>(out var flag) => flag,
        _ => throw Wrong(key, "true or false"),
    };

    /// <summary>A list; null if it is not there.</summary>
    public JsonArray? List(string key) => fields.GetValueOrDefault(key) switch
    {
        null => null,
        JsonArray list => list,
        _ => throw Wrong(key, "a list"),
    };

    public IReadOnlyList<string> Texts(string key) =>
        [.. (List(key) ?? []).Select((item, index) => Clean(Scalar(item, $"{key}[{index}]")))];

    /// <summary>Maps of a list, each to be read; null if there is no list.</summary>
    public IReadOnlyList<FieldReader>? Maps(string key) =>
        List(key) is { } list
            ? [.. list.Select((item, index) => item is JsonObject inner
                ? new FieldReader(file, $"{place}{key}[{index}].", inner)
                : throw Wrong($"{key}[{index}]", "a map"))]
            : null;

    /// <summary>A map of texts, sorted; null if it is not there.</summary>
    public IReadOnlyList<KeyValuePair<string, string>>? Pairs(string key) => fields.GetValueOrDefault(key) switch
    {
        null => null,
        JsonObject pairs =>
            [.. pairs.OrderBy(pair => pair.Key, StringComparer.Ordinal)
                .Select(pair => KeyValuePair.Create(pair.Key, Scalar(pair.Value, $"{key}.{pair.Key}")))],
        _ => throw Wrong(key, "a map"),
    };

    /// <summary>White space becomes spaces, and what cannot be printed goes.</summary>
    private static string Clean(string text)
    {
        if (Ascii.IsValid(text) && !text.AsSpan().ContainsAnyInRange('\0', '\u001f'))
        {
            return text;
        }

        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.IsWhiteSpace(rune))
            {
                clean.Append(' ');
            }
            else if (Rune.IsLetterOrDigit(rune) || Rune.IsPunctuation(rune) || Rune.IsSymbol(rune)
                || Rune.IsNumber(rune) || IsMark(rune))
            {
                clean.Append(rune.ToString());
            }
        }

        return clean.ToString();
    }

    private static bool IsMark(Rune rune) => Rune.GetUnicodeCategory(rune)
        is System.Globalization.UnicodeCategory.NonSpacingMark
        or System.Globalization.UnicodeCategory.SpacingCombiningMark
        or System.Globalization.UnicodeCategory.EnclosingMark;

    private string Scalar(JsonNode? node, string key) => node switch
    {
        null => "",
        JsonValue value => value.GetValueKind() switch
        {
            JsonValueKind.String => value.GetValue<string>(),
            JsonValueKind.Number when value.TryGetValue<double>(out var number) && !value.TryGetValue<long>(out _) =>
                GoNumber.Shortest(number),
            _ => value.ToJsonString(),
        },
        _ => throw Wrong(key, "a text"),
    };

    private ChartException Wrong(string key, string wanted) =>
        new($"{file}: {place}{key} must be {wanted}", file);
}
