using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Fairway.Merge.Fields;

namespace Fairway.Merge.Guarding;

/// <summary>
/// Which places: a path in which <c>*</c> is any field, <c>[*]</c> any element of a list, and <c>**</c> any way down,
/// of no steps too. <c>.</c> is the object itself.
/// </summary>
public sealed class PathPattern
{
    private readonly ImmutableArray<string> steps;

    private PathPattern(ImmutableArray<string> steps) => this.steps = steps;

    /// <summary>True for the object itself.</summary>
    public bool IsRoot => steps.IsEmpty;

    /// <summary>Reads a pattern.</summary>
    /// <exception cref="FormatException">A step is empty.</exception>
    public static PathPattern Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text == ".")
        {
            return new([]);
        }

        var steps = text.Replace("[*]", ".[*]", StringComparison.Ordinal).Split('.').ToImmutableArray();
        return steps.All(step => step.Length > 0)
            ? new(steps)
            : throw new FormatException($"\"{text}\" is no pattern of a path: a step is empty.");
    }

    /// <summary>
    /// The values of one side of a change at the places that match: below the changed place, or the changed value
    /// itself where the changed place is at or below a place that matches. By place, in the order of the value.
    /// </summary>
    internal IReadOnlyDictionary<string, JsonNode> Hits(ImmutableArray<PathElement> changed, JsonNode? value)
    {
        var hits = new OrderedDictionary<string, JsonNode>(StringComparer.Ordinal);
        if (value is not null)
        {
            Match(0, changed.AsSpan(), value, "", hits);
        }

        return hits;
    }

    private void Match(
        int step,
        ReadOnlySpan<PathElement> way,
        JsonNode value,
        string place,
        OrderedDictionary<string, JsonNode> hits)
    {
        if (step == steps.Length)
        {
            hits.TryAdd(place, value);
            return;
        }

        if (steps[step] == "**")
        {
            Match(step + 1, way, value, place, hits);
        }

        if (!way.IsEmpty)
        {
            Take(step, way[0].Kind == PathKind.Field ? way[0].Text : null, way[1..], (value, place), hits);
        }
        else if (value is JsonObject map)
        {
            foreach (var (name, member) in map)
            {
                if (member is not null)
                {
                    Take(step, name, [], (member, $"{place}.{name}"), hits);
                }
            }
        }
        else if (value is JsonArray list)
        {
            for (var i = 0; i < list.Count; i++)
            {
                if (list[i] is { } element)
                {
                    Take(step, null, [], (element, $"{place}[{ElementName(element, i)}]"), hits);
                }
            }
        }
    }

    /// <summary>Goes one step down, if the pattern allows it: into a field, or without a name into an
    /// element.</summary>
    private void Take(
        int step,
        string? field,
        ReadOnlySpan<PathElement> way,
        (JsonNode Value, string Place) to,
        OrderedDictionary<string, JsonNode> hits)
    {
        var wanted = steps[step];
        if (wanted == "**")
        {
            Match(step, way, to.Value, to.Place, hits);
        }
        else if (field is null ? wanted == "[*]" : wanted == "*" || wanted == field)
        {
            Match(step + 1, way, to.Value, to.Place, hits);
        }
    }

    /// <summary>A name that an element keeps when others come before it, where it has one.</summary>
    private static string ElementName(JsonNode element, int index) =>
        element is JsonObject map && map["name"] is JsonValue name && name.TryGetValue<string>(out var text)
            ? text
            : index.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
