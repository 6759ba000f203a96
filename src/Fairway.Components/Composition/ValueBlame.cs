using Fairway.Charts;

namespace Fairway.Components.Composition;

/// <summary>Names the layer that set a value which does not fit the chart's schema.</summary>
internal static class ValueBlame
{
    /// <summary>All faults in one sentence; null where the chart did not fail for its schema.</summary>
    public static string? Tell(ChartException failure, EffectiveValues values) => failure.ValueFaults.Count == 0
        ? null
        : $"values do not fit its schema: {string.Join("; ", failure.ValueFaults.Select(fault => Of(fault, values)))}";

    private static string Of(ValueFault fault, EffectiveValues values)
    {
        var path = string.Join('.', fault.Path);
        var places = fault.Members.Count == 0
            ? [path]
            : fault.Members.Select(member => path.Length == 0 ? member : $"{path}.{member}").ToList();
        var layers = places.SelectMany(place => Layers(place, values)).Distinct(StringComparer.Ordinal).ToList();
        var by = layers.Count > 0 ? $"set by {string.Join(" and ", layers)}"
            : fault.What.StartsWith("missing", StringComparison.Ordinal) ? "no layer sets it"
            : "the chart's own value";

        // Schemas' words repeat the value.
        var isSecret = values.Secrets.Any(secret => ValuePath.Covers(path, secret) || ValuePath.Covers(secret, path));
        var what = isSecret && fault.Members.Count == 0 ? "what a Secret holds does not fit" : fault.What;
        return $"{(path.Length == 0 ? "the values" : path)}: {what} ({by})";
    }

    /// <summary>The layer of the leaf that the place is, or is in; else those of the leaves in it.</summary>
    private static IEnumerable<string> Layers(string place, EffectiveValues values)
    {
        var around = values.Origins.Where(leaf => ValuePath.Covers(leaf.Key, place)).Select(leaf => leaf.Value);
        var inside = values.Origins.Where(leaf => place.Length == 0 || ValuePath.Covers(place, leaf.Key))
            .Select(leaf => leaf.Value);
        return around.Any() ? around : inside.Order(StringComparer.Ordinal);
    }
}
