using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;

namespace Fairway.Kube.Pods.Objects;

/// <summary>Forgiving reads: an absent field and a field of another type are the same, null.</summary>
internal static class JsonReading
{
    public static JsonElement? Child(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var child)
            && child.ValueKind != JsonValueKind.Null ? child : null;

    public static JsonElement? Child(this JsonElement? element, string name) => element?.Child(name);

    public static string? Text(this JsonElement element, string name) =>
        element.Child(name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    public static string? Text(this JsonElement? element, string name) => element?.Text(name);

    public static long? Number(this JsonElement element, string name) =>
        element.Child(name) is { ValueKind: JsonValueKind.Number } n && n.TryGetInt64(out var value) ? value : null;

    public static long? Number(this JsonElement? element, string name) => element?.Number(name);

    public static int? Int(this JsonElement element, string name) =>
        element.Child(name) is { ValueKind: JsonValueKind.Number } n && n.TryGetInt32(out var value) ? value : null;

    public static int? Int(this JsonElement? element, string name) => element?.Int(name);

    public static bool Flag(this JsonElement element, string name) =>
        element.Child(name) is { ValueKind: JsonValueKind.True };

    public static bool Flag(this JsonElement? element, string name) => element?.Flag(name) ?? false;

    /// <summary>An RFC 3339 time, or null.</summary>
    public static DateTimeOffset? Time(this JsonElement element, string name) =>
        element.Text(name) is { } text && DateTimeOffset.TryParse(
            text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;

    public static DateTimeOffset? Time(this JsonElement? element, string name) => element?.Time(name);

    public static IEnumerable<JsonElement> Items(this JsonElement element, string name) =>
        element.Child(name) is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray() : [];

    public static IEnumerable<JsonElement> Items(this JsonElement? element, string name) =>
        element is { } found ? found.Items(name) : [];

    public static ImmutableArray<string> Texts(this JsonElement element, string name) =>
        [.. element.Items(name).Where(e => e.ValueKind == JsonValueKind.String).Select(e => e.GetString()!)];
}
