using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace Fairway.Schema.Defaults;

/// <summary>
/// Where below one schema something takes a default: its own places, and the ways down to others. Made once a schema,
/// so that defaulting an object touches only what can change.
/// </summary>
internal sealed class DefaultPlan
{
    private static readonly DefaultPlan Nothing = new([], []);

    private DefaultPlan(ImmutableArray<(string, JsonNode)> values, ImmutableArray<(string, SchemaNode)> ways)
    {
        Values = values;
        Ways = ways;
    }

    public ImmutableArray<(string Name, JsonNode Value)> Values { get; }

    public ImmutableArray<(string Name, SchemaNode Place)> Ways { get; }

    public bool IsEmpty => Values.IsEmpty && Ways.IsEmpty;

    public static DefaultPlan Of(SchemaNode schema)
    {
        if (schema.Type != SchemaType.Object)
        {
            return Nothing;
        }

        var places = schema.Properties.OrderBy(pair => pair.Key, StringComparer.Ordinal).ToArray();
        return new DefaultPlan(
            [
                .. places.Select(pair => (pair.Key, Value(schema, pair.Key, pair.Value)!))
                    .Where(pair => pair.Item2 is not null),
            ],
            [.. places.Where(pair => Reaches(pair.Value, [schema.Name ?? ""])).Select(pair => (pair.Key, pair.Value))]);
    }

    /// <summary>A default that would be left out as empty when written is none.</summary>
    private static JsonNode? Value(SchemaNode owner, string name, SchemaNode place) =>
        (place.Default ?? DefaultTable.Find(owner.Name, name)) is { } value
        && !(place.Presence == Presence.Optional && Decoding.Emptiness.IsEmpty(value))
            ? value
            : null;

    /// <summary>Whether a default lies below; a definition inside itself adds nothing to the answer.</summary>
    private static bool Reaches(SchemaNode place, ImmutableHashSet<string> above)
    {
        if (place.Items is { } element)
        {
            return Reaches(element, above);
        }

        if (place.Type != SchemaType.Object || (place.Name is { } name && above.Contains(name)))
        {
            return false;
        }

        var below = place.Name is null ? above : above.Add(place.Name);
        return place.Properties.Any(pair =>
            Value(place, pair.Key, pair.Value) is not null || Reaches(pair.Value, below));
    }
}
