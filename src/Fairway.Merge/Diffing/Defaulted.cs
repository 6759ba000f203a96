using System.Text.Json.Nodes;
using Fairway.Merge.Fields;
using Fairway.Schema;
using Fairway.Schema.Decoding;
using Fairway.Schema.Defaults;
using Fairway.Schema.Resources;

namespace Fairway.Merge.Diffing;

/// <summary>
/// A configuration as the server would store it, as far as that is known: with the defaults of its kind. Made when
/// first asked for, since most comparisons need none.
/// </summary>
internal sealed class Defaulted(JsonObject? configuration, SchemaNode? schema)
{
    private readonly Lazy<JsonObject?> whole = new(() => Make(configuration, schema));

    /// <summary>The value at a place, or null.</summary>
    public JsonNode? Find(IReadOnlyList<PathElement> path)
    {
        JsonNode? node = whole.Value;
        var place = schema;
        for (var i = 0; i < path.Count && node is not null; i++)
        {
            (node, place) = PathWalk.Step(node, path[i], place);
        }

        return node;
    }

    private static JsonObject? Make(JsonObject? configuration, SchemaNode? schema)
    {
        if (configuration is null || schema is null)
        {
            return null;
        }

        var copy = (JsonObject)configuration.DeepClone();
        var kind = ObjectRef.Of(copy).Kind;
        try
        {
            if (ResourceTable.BuiltIn.ByKind(kind.Group, kind.Version, kind.Kind) is { } row
                && ReferenceEquals(row.Schema, schema))
            {
                ObjectPreparation.DecodeAndDefault(row, copy);
            }
            else
            {
                SchemaDefaulter.Apply(copy, schema);
            }

            return copy;
        }
        catch (SchemaMismatchException)
        {
            // The server will refuse it and say why; until then nothing is known of its defaults.
            return null;
        }
    }
}
