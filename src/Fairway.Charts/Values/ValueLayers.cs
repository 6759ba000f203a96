using System.Text.Json.Nodes;

namespace Fairway.Charts.Values;

/// <summary>Lays given values over a chart's own, as Helm does.</summary>
internal static class ValueLayers
{
    /// <summary>A new tree: maps are merged, all else of what is given replaces, and null takes a key of the chart
    /// away.</summary>
    /// <param name="own">The chart's values.</param>
    /// <param name="given">What is laid over them.</param>
    /// <param name="keepsNulls">Keys that the chart itself sets to null are kept (Helm 3).</param>
    public static JsonObject Merge(JsonObject own, JsonObject given, bool keepsNulls)
    {
        var merged = new JsonObject();
        foreach (var (key, value) in given)
        {
            var isOwn = own.TryGetPropertyValue(key, out var ownValue);
            if (value is null && isOwn)
            {
                continue;
            }

            merged[key] = value is JsonObject map && ownValue is JsonObject ownMap
                ? Merge(ownMap, map, keepsNulls)
                : value?.DeepClone();
        }

        foreach (var (key, value) in own)
        {
            if (!given.ContainsKey(key) && (value is not null || keepsNulls))
            {
                merged[key] = value is JsonObject map ? Merge(map, [], keepsNulls) : value?.DeepClone();
            }
        }

        return merged;
    }
}
