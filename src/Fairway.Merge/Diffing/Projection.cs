using System.Text.Json.Nodes;
using Fairway.Merge.Fields;
using Fairway.Schema;

namespace Fairway.Merge.Diffing;

/// <summary>What a live value says of the places that a configuration names.</summary>
internal static class Projection
{
    /// <summary>A new tree; null where the live value has none of it.</summary>
    public static JsonNode? Of(JsonNode? live, JsonNode? configuration, SchemaNode? schema)
    {
        switch (FieldShapes.Of(schema, live, configuration), live, configuration)
        {
            case (FieldShape.Members, JsonObject held, JsonObject named):
                var members = new JsonObject();
                foreach (var (name, value) in named)
                {
                    if (value is not null && Of(held[name], value, FieldShapes.Member(schema, name)) is { } kept)
                    {
                        members[name] = kept;
                    }
                }

                return members;
            case (FieldShape.Elements, JsonArray held, JsonArray named)
                when NamedArray.TryOf(held, schema) is { } elements && NamedArray.TryOf(named, schema) is { } names:
                return new JsonArray(
                [
                    .. names.Names.Select(name => Of(elements.Find(name), names.Find(name), schema!.Items))
                        .Where(node => node is not null),
                ]);
            default:
                return live?.DeepClone();
        }
    }
}
