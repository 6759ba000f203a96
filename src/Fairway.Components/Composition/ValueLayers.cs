using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace Fairway.Components.Composition;

/// <summary>Lays values over each other: maps are merged, all else is replaced. Remembers who set what.</summary>
internal sealed class ValueLayers
{
    private readonly SortedDictionary<string, string> origins = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, string> takenAway = new(StringComparer.Ordinal);

    /// <summary>What has come of it so far.</summary>
    public JsonObject Values { get; } = [];

    /// <summary>Takes <paramref name="removed"/> away, then lays <paramref name="values"/> over the rest.</summary>
    public void Add(string layer, JsonObject values, IReadOnlyList<string> removed)
    {
        foreach (var path in removed)
        {
            ValuePath.Remove(Values, path);
            takenAway[path] = layer;
        }

        Merge(Values, values);
        foreach (var (path, _) in ValuePath.Leaves(values, ""))
        {
            origins[path] = layer;
        }
    }

    /// <summary>Takes away what the chart itself has, too: a null is how charts are told.</summary>
    /// <param name="isOfChart">Whether the chart's own values have a path.</param>
    public void TakeFromChart(Func<string, bool> isOfChart)
    {
        foreach (var (path, layer) in takenAway)
        {
            if (ValuePath.Find(Values, path) is null && isOfChart(path))
            {
                ValuePath.Set(Values, path, null);
                origins[path] = layer;
            }
        }
    }

    /// <summary>For each leaf that is left, the layer that set it.</summary>
    public ImmutableSortedDictionary<string, string> Origins() =>
        ValuePath.Leaves(Values, "")
            .Where(leaf => origins.ContainsKey(leaf.Path))
            .ToImmutableSortedDictionary(leaf => leaf.Path, leaf => origins[leaf.Path], StringComparer.Ordinal);

    private static void Merge(JsonObject into, JsonObject values)
    {
        foreach (var (name, value) in values)
        {
            if (value is JsonObject inner && into[name] is JsonObject known)
            {
                Merge(known, inner);
            }
            else
            {
                into[name] = value?.DeepClone();
            }
        }
    }
}
