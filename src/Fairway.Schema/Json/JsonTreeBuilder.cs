using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Fairway.Schema.Json;

/// <summary>
/// Builds the tree of one text. The path is kept as the way down, and written out only when a duplicate needs it.
/// </summary>
/// <param name="limits">What of the text is too much.</param>
/// <param name="opaque">The name of members whose objects are built when somebody looks; null for none.</param>
internal struct JsonTreeBuilder(JsonReadLimits limits, string? opaque = null)
{
    private readonly List<(string? Key, int Index)> path = new(8);
    private List<string>? duplicates;

    public readonly ImmutableArray<string> Duplicates => duplicates is null ? [] : [.. duplicates];

    public JsonNode? Build(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.StartObject => BuildObject(ref reader),
        JsonTokenType.StartArray => BuildArray(ref reader),
        JsonTokenType.String => JsonValue.Create(reader.GetString()),
        JsonTokenType.Number => reader.TryGetInt64(out var whole) ? JsonValue.Create(whole) : BuildFraction(ref reader),
        JsonTokenType.True => JsonValue.Create(true),
        JsonTokenType.False => JsonValue.Create(false),
        _ => null,
    };

    private static JsonValue BuildFraction(ref Utf8JsonReader reader)
    {
        var value = reader.GetDouble();
        return double.IsFinite(value)
            ? JsonValue.Create(value)
            : throw new JsonException("number out of range", null, 0, reader.TokenStartIndex);
    }

    private JsonObject BuildObject(ref Utf8JsonReader reader)
    {
        var built = new JsonObject();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var key = KnownNames.Read(ref reader);
            reader.Read();
            path.Add((key, 0));
            var value = key == opaque && reader.TokenType == JsonTokenType.StartObject
                ? JsonObject.Create(JsonElement.ParseValue(ref reader))
                : Build(ref reader);
            if (!built.TryAdd(key, value))
            {
                built[key] = value;
                Report();
            }

            path.RemoveAt(path.Count - 1);
        }

        return built;
    }

    private JsonArray BuildArray(ref Utf8JsonReader reader)
    {
        var built = new JsonArray();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            path.Add((null, built.Count));
            built.Add(Build(ref reader));
            path.RemoveAt(path.Count - 1);
        }

        return built;
    }

    private void Report()
    {
        duplicates ??= [];
        var text = Text();
        if (duplicates.Count < limits.MaxDuplicates && !duplicates.Contains(text))
        {
            duplicates.Add(text);
        }
    }

    private readonly string Text()
    {
        var text = new StringBuilder();
        foreach (var (key, index) in path)
        {
            if (key is null)
            {
                text.Append(CultureInfo.InvariantCulture, $"[{index}]");
            }
            else
            {
                text.Append(text.Length == 0 ? "" : ".").Append(key);
            }
        }

        return text.ToString();
    }
}
