using System.Text.Json.Nodes;
using Fairway.Schema;
using Fairway.Schema.Custom;
using Fairway.Schema.Defaults;
using Fairway.Twin.Api.Errors;

namespace Fairway.Twin.Api.Validation.Schemas;

/// <summary>Defaults that a schema declares: pruned already, and good values where they stand.</summary>
internal static class SchemaDefaultsCheck
{
    /// <summary>All that is wrong with the defaults of a structural schema.</summary>
    public static List<FieldError> Check(string path, JsonNode? schema)
    {
        var errors = new List<FieldError>();
        Place(new Field(path, schema, errors));
        return errors;
    }

    private static void Place(Field schema)
    {
        if (schema.Has("default"))
        {
            Default(schema);
        }

        if (schema["items"].Value is JsonObject)
        {
            Place(schema["items"]);
        }

        foreach (var name in schema["properties"].Keys())
        {
            Place(schema["properties"].Entry(name));
        }
    }

    /// <summary>What a default lacks comes from the defaults below it, before it is judged.</summary>
    private static void Default(Field schema)
    {
        var value = schema["default"];
        var node = CustomSchemaReader.Read(new JsonObject
        {
            ["type"] = "object",
            ["properties"] = new JsonObject { ["default"] = schema.Value!.DeepClone() },
        });
        var held = new JsonObject { ["default"] = value.Value!.DeepClone() };
        if (!CustomPruner.Prune(held, node).IsEmpty)
        {
            value.Invalid("must not have unknown fields");
        }

        if (node.Properties["default"] is { Type: SchemaType.Object } inner && held["default"] is JsonObject map)
        {
            SchemaDefaulter.Apply(map, inner);
        }

        foreach (var problem in CustomValidator.Check(held, null, node))
        {
            Tell(value, problem);
        }
    }

    /// <summary>The reference server counts paths within a default from the default itself.</summary>
    private static void Tell(Field value, SchemaProblem problem)
    {
        if (problem.Field == "<nil>")
        {
            value.Top("<nil>").Tell(problem.Reason, "", problem.Message);
            return;
        }

        var below = problem.Field["default".Length..];
        value.Tell(
            problem.Reason,
            below,
            problem.Message.Replace(
                $"{problem.Field} in body", $"{below.TrimStart('.')} in body", StringComparison.Ordinal));
    }
}
