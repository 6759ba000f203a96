using System.Text.Json;
using System.Text.Json.Nodes;

namespace Fairway.Cel.Values;

/// <summary>JSON as values, without a schema: objects are maps, whole numbers ints, all others doubles.</summary>
public static class CelJson
{
    /// <summary>The value of a place. The tree is read during evaluation, so it must not change.</summary>
    public static CelValue Value(JsonNode? node) => node switch
    {
        null => CelNull.Value,
        JsonObject members => new JsonMap(members),
        JsonArray elements => new JsonList(elements),
        JsonValue scalar => Scalar(scalar),
        _ => throw new CelConversionException($"{node.GetType().Name} is no JSON."),
    };

    /// <summary>A string, number, boolean or null.</summary>
    public static CelValue Scalar(JsonValue value)
    {
        if (value.TryGetValue<string>(out var text))
        {
            return new CelString(text);
        }

        return value.GetValueKind() switch
        {
            JsonValueKind.True => CelBool.True,
            JsonValueKind.False => CelBool.False,
            JsonValueKind.Number => JsonNumber.Read(value),
            JsonValueKind.Null => CelNull.Value,
            _ => new CelString(value.ToString()),
        };
    }
}
