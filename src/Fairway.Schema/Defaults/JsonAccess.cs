using System.Text.Json.Nodes;

namespace Fairway.Schema.Defaults;

/// <summary>Reads of objects that fit their schema, short enough for rules to stay readable.</summary>
internal static class JsonAccess
{
    /// <summary>The object at the key, or null.</summary>
    public static JsonObject? Child(this JsonObject owner, string key) =>
        owner.TryGetPropertyValue(key, out var held) ? held as JsonObject : null;

    /// <summary>The object at the key, made where it is not.</summary>
    public static JsonObject Need(this JsonObject owner, string key)
    {
        if (owner.Child(key) is { } held)
        {
            return held;
        }

        var made = new JsonObject();
        owner[key] = made;
        return made;
    }

    /// <summary>The objects in the list at the key; none where there is no list.</summary>
    public static IEnumerable<JsonObject> Each(this JsonObject owner, string key) =>
        owner.TryGetPropertyValue(key, out var held) && held is JsonArray list ? list.OfType<JsonObject>() : [];

    /// <summary>The text at the key; empty where there is none.</summary>
    public static string Text(this JsonObject owner, string key) =>
        owner.TryGetPropertyValue(key, out var held)
        && held is JsonValue value
        && value.TryGetValue<string>(out var text)
            ? text
            : "";

    /// <summary>Whether anything but null is at the key.</summary>
    public static bool Holds(this JsonObject owner, string key) =>
        owner.TryGetPropertyValue(key, out var held) && held is not null;

    /// <summary>Puts the value where nothing is, or an empty text.</summary>
    public static void Default(this JsonObject owner, string key, JsonNode value)
    {
        if (!owner.Holds(key) || (owner[key] is JsonValue held
            && held.TryGetValue<string>(out var text) && text.Length == 0))
        {
            owner[key] = value;
        }
    }
}
