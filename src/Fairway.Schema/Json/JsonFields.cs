using System.Text.Json.Nodes;

namespace Fairway.Schema.Json;

/// <summary>Fields of well-typed trees; what is not there is empty.</summary>
internal static class JsonFields
{
    public static string Text(JsonObject obj, string field) =>
        obj[field] is JsonValue value && value.TryGetValue<string>(out var text) ? text : "";

    public static long Number(JsonObject obj, string field) =>
        obj[field] is JsonValue value && value.TryGetValue<long>(out var number) ? number : 0;
}
