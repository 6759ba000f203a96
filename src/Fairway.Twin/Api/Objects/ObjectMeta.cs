using System.Globalization;
using System.Text.Json.Nodes;

namespace Fairway.Twin.Api.Objects;

/// <summary>Reads and writes <c>metadata</c> of an object's tree. The tree is well-typed: it has been through the
/// schema.</summary>
internal static class ObjectMeta
{
    public static JsonObject Of(JsonObject obj)
    {
        if (obj["metadata"] is JsonObject found)
        {
            return found;
        }

        var made = new JsonObject();
        obj["metadata"] = made;
        return made;
    }

    public static string Text(JsonObject metadata, string field) =>
        metadata[field] is JsonValue value && value.TryGetValue<string>(out var text) ? text : "";

    public static long Number(JsonObject metadata, string field) =>
        metadata[field] is JsonValue value && value.TryGetValue<long>(out var number) ? number : 0;

    public static string Name(JsonObject obj) => Text(Of(obj), "name");

    public static bool Has(JsonObject metadata, string field) => metadata[field] is not null;

    /// <summary>Sets the field, or removes it where the value is null.</summary>
    public static void Set(JsonObject metadata, string field, JsonNode? value)
    {
        if (value is null)
        {
            metadata.Remove(field);
        }
        else
        {
            metadata[field] = value;
        }
    }

    /// <summary>Makes a field of <paramref name="target"/> what it is in <paramref name="source"/>, absence
    /// included.</summary>
    public static void Keep(JsonObject target, JsonObject source, string field) =>
        Set(target, field, source[field]?.DeepClone());

    /// <summary>Makes the metadata what they are in <paramref name="live"/>, but for who owns which field.</summary>
    public static void KeepAll(JsonObject updated, JsonObject live)
    {
        var metadata = (JsonObject)Of(live).DeepClone();
        Keep(metadata, Of(updated), "managedFields");
        updated["metadata"] = metadata;
    }

    public static IReadOnlyList<string> Finalizers(JsonObject metadata) =>
        metadata["finalizers"] is JsonArray list ? [.. list.Select(f => f?.GetValue<string>() ?? "")] : [];

    /// <summary>RFC 3339 in seconds, UTC, as Kubernetes writes times.</summary>
    public static string Time(DateTimeOffset at) =>
        at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
