using System.Text.Json.Nodes;
using Fairway.Api.Meta;

namespace Fairway.Api.Generator;

/// <summary>Schemas of values that have no properties of their own.</summary>
internal static class ScalarShapes
{
    /// <summary>Anything that is an object.</summary>
    public static JsonObject FreeForm => new()
    {
        ["type"] = "object",
        ["x-kubernetes-preserve-unknown-fields"] = true,
    };

    /// <summary>The schema of a type; null for one that has none.</summary>
    public static JsonObject? Of(Type type) => type switch
    {
        _ when type == typeof(string) => Simple("string", null),
        _ when type == typeof(bool) => Simple("boolean", null),
        _ when type == typeof(int) => Simple("integer", "int32"),
        _ when type == typeof(long) => Simple("integer", "int64"),
        _ when type == typeof(DateTimeOffset) => Simple("string", "date-time"),
        _ when type == typeof(Duration) => new JsonObject
        {
            ["type"] = "string",
            ["pattern"] = Duration.Pattern,
            ["minLength"] = 2,
        },
        _ when type == typeof(IntOrPercent) => new JsonObject
        {
            ["x-kubernetes-int-or-string"] = true,
            ["anyOf"] = new JsonArray(Simple("integer", null), Simple("string", null)),
            ["pattern"] = IntOrPercent.Pattern,
            ["minimum"] = 0,
            ["maximum"] = int.MaxValue,
        },
        { IsEnum: true } => new JsonObject
        {
            ["type"] = "string",
            ["enum"] = new JsonArray([.. EnumValues.Of(type).Select(value => (JsonNode)value.Name)]),
        },
        _ => null,
    };

    private static JsonObject Simple(string type, string? format)
    {
        var schema = new JsonObject { ["type"] = type };
        if (format is not null)
        {
            schema["format"] = format;
        }

        return schema;
    }
}
