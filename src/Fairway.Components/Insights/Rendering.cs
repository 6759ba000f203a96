using System.Text.Json;
using System.Text.Json.Nodes;
using Fairway.Charts;
using Fairway.Components.Composition;
using Fairway.Components.Targets;
using Fairway.Delivery.Insights;
using Fairway.Merge.Diffing;
using Fairway.Schema;

namespace Fairway.Components.Insights;

/// <summary>
/// One rendering, and what other values would make of it. Which values decide a field is found by trying: each is
/// changed alone, and where the field is another then, or its object is gone, it decides. Templates may compute
/// anything, and reading them would only guess.
/// </summary>
internal sealed class Rendering(TargetSources sources)
{
    /// <summary>Values beyond these are not tried: a rendering takes about a millisecond.</summary>
    private const int MostTried = 1500;

    private readonly Chart chart = sources.Chart;
    private readonly EffectiveValues values = sources.Values;
    private readonly RenderInput input = sources.Input;
    private readonly RenderedChart rendered = sources.Chart.Render(sources.Input);

    /// <summary>What the chart made; null where it made no such object.</summary>
    public RenderedObject? Find(ObjectRef reference) => Find(rendered, reference);

    /// <summary>The values that decide a field, with the layers that set them, in the order of their paths.</summary>
    public IReadOnlyList<ValueOrigin> DecidedBy(ObjectRef reference, FieldPath path, SchemaNode? schema)
    {
        var now = Value(rendered, reference, path, schema);
        var all = ChartValues.Over(chart.ReadValues(), values.Values);
        return
        [
            .. ValuePath.Leaves(all, "").Take(MostTried)
                .Where(leaf => Decides(leaf.Path, leaf.Value, made => Value(made, reference, path, schema) != now))
                .Select(leaf => new ValueOrigin(leaf.Path, LayerOf(leaf.Path)))
                .OrderBy(origin => origin.Path, StringComparer.Ordinal),
        ];
    }

    private static string? Value(RenderedChart made, ObjectRef reference, FieldPath path, SchemaNode? schema) =>
        Find(made, reference) is { } found
            ? ObjectFields.Find(found.Object, path, schema)?.ToJsonString() ?? "absent"
            : null;

    /// <summary>An object without a namespace in the template stands in the release's.</summary>
    private static RenderedObject? Find(RenderedChart made, ObjectRef reference) => made.Crds
        .SelectMany(file => file.Objects).Concat(made.Objects)
        .FirstOrDefault(item =>
        {
            var own = ObjectRef.Of(item.Object);
            return own.Kind == reference.Kind && own.Name == reference.Name
                && (own.Namespace.Length == 0 || own.Namespace == reference.Namespace);
        });

    private string LayerOf(string path) => values.Origins.GetValueOrDefault(path)
        ?? values.Origins.FirstOrDefault(leaf => ValuePath.Covers(leaf.Key, path)).Value
        ?? "the chart's values.yaml";

    private bool Decides(string path, JsonNode? value, Func<RenderedChart, bool> isOther)
    {
        foreach (var other in Others(value))
        {
            var changed = (JsonObject)input.Values.DeepClone();
            ValuePath.Put(changed, path, other);
            try
            {
                if (isOther(chart.Render(input with { Values = changed })))
                {
                    return true;
                }
            }
            catch (ChartException)
            {
                // The chart refuses that value; another may tell.
            }
        }

        return false;
    }

    private static IEnumerable<JsonNode?> Others(JsonNode? value) => value?.GetValueKind() switch
    {
        JsonValueKind.True => [false],
        JsonValueKind.False => [true],
        JsonValueKind.Number => [value.GetValue<double>() + 1],
        JsonValueKind.String => [$"{value}x", ""],
        JsonValueKind.Array when ((JsonArray)value).Count > 0 => [new JsonArray()],
        null => ["x", true],
        _ => [],
    };
}
