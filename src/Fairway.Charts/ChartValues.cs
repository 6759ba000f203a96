using System.Text.Json.Nodes;
using Fairway.Charts.Archives;

namespace Fairway.Charts;

/// <summary>Files of values, and how they are laid over each other.</summary>
public static class ChartValues
{
    /// <summary>Reads a file of values: of Helm 4 all its documents, each laid over the one before; of Helm 3 the
    /// first.</summary>
    /// <param name="file">Its name, for messages.</param>
    /// <param name="content">UTF-8.</param>
    /// <param name="line">Whose rules are followed.</param>
    /// <exception cref="ChartException">It is no YAML, or no map.</exception>
    public static JsonObject Read(string file, ReadOnlyMemory<byte> content, HelmLine line = HelmLine.Four) =>
        YamlFile.Values(file, content, line);

    /// <summary>A new tree: maps are merged, all else of what is above replaces what is below; null replaces
    /// too.</summary>
    public static JsonObject Over(JsonObject below, JsonObject above)
    {
        var merged = new JsonObject();
        foreach (var (key, value) in below)
        {
            merged[key] = above.TryGetPropertyValue(key, out var over)
                ? value is JsonObject map && over is JsonObject overMap ? Over(map, overMap) : over?.DeepClone()
                : value?.DeepClone();
        }

        foreach (var (key, value) in above)
        {
            if (!below.ContainsKey(key))
            {
                merged[key] = value?.DeepClone();
            }
        }

        return merged;
    }
}
