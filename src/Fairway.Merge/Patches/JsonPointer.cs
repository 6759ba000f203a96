using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json.Nodes;

namespace Fairway.Merge.Patches;

/// <summary>
/// The place that an operation of a JSON patch names: the container, and the key in it. API servers read pointers
/// loosely: whatever stands before the first slash is ignored, and a negative index counts from the end.
/// </summary>
internal readonly struct JsonPointer
{
    private readonly string[] parents;

    private JsonPointer(string[] parents, string key)
    {
        this.parents = parents;
        Key = key;
    }

    /// <summary>The last segment, decoded.</summary>
    public string Key { get; }

    /// <summary>Number of segments: how deep a value that is put there hangs.</summary>
    public int Depth => parents.Length + 1;

    /// <summary>A segment as pointers write it.</summary>
    public static string Escape(string segment) =>
        segment.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);

    /// <summary>Reads a pointer; false where it has no slash and so names the whole document.</summary>
    public static bool TryParse(string text, out JsonPointer pointer)
    {
        var segments = text.Split('/');
        if (segments.Length < 2)
        {
            pointer = default;
            return false;
        }

        pointer = new(segments[1..^1].Select(Decode).ToArray(), Decode(segments[^1]));
        return true;
    }

    /// <summary>
    /// Walks to the object or list that holds the key; null where a segment is missing or leads through a scalar.
    /// </summary>
    public JsonNode? Container(JsonNode document)
    {
        var node = document;
        foreach (var segment in parents)
        {
            if (!TryGet(node, segment, out var next) || next is null)
            {
                return null;
            }

            node = next;
        }

        return node is JsonObject or JsonArray ? node : null;
    }

    /// <summary>The value under a key; a missing key of an object reads as null, a bad index is false.</summary>
    public static bool TryGet(JsonNode container, string key, out JsonNode? value)
    {
        value = null;
        switch (container)
        {
            case JsonObject map:
                map.TryGetPropertyValue(key, out value);
                return true;
            case JsonArray list when TryIndex(key, list.Count, out var index):
                value = list[index];
                return true;
            default:
                return false;
        }
    }

    /// <summary>Reads an index below <paramref name="count"/>; negative ones count from the end.</summary>
    public static bool TryIndex(string key, int count, out int index)
    {
        if (!int.TryParse(key, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out index))
        {
            return false;
        }

        index = index < 0 ? index + count : index;
        return index >= 0 && index < count;
    }

    [SuppressMessage("Globalization", "CA1307", Justification = "Replace(string, string) is ordinal.")]
    private static string Decode(string segment) => segment.Replace("~1", "/").Replace("~0", "~");
}
