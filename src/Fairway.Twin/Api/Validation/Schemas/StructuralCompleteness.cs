using System.Text.Json.Nodes;

namespace Fairway.Twin.Api.Validation.Schemas;

/// <summary>What combined schemas demand of a place, the structure must have: no demand on what is not known.</summary>
internal static class StructuralCompleteness
{
    private static readonly string[] Combinations = ["allOf", "anyOf", "oneOf"];

    public static void Check(Field schema) => Combined(schema, schema);

    private static void Combined(Field demands, Field structure)
    {
        if (demands.Has("not"))
        {
            Nested(demands["not"], structure);
        }

        foreach (var part in Combinations.SelectMany(name => demands[name].Items()))
        {
            Nested(part, structure);
        }
    }

    private static void Nested(Field demands, Field structure)
    {
        Combined(demands, structure);
        if (demands["items"].Value is JsonObject)
        {
            Inside(demands["items"], structure["items"]);
        }

        foreach (var name in demands["properties"].Keys())
        {
            Inside(demands["properties"].Entry(name), structure["properties"].Entry(name));
        }
    }

    private static void Inside(Field demands, Field structure)
    {
        if (structure.Value is JsonObject)
        {
            Nested(demands, structure);
        }
        else
        {
            structure.Required($"because it is defined in {demands.Path()}");
        }
    }
}
