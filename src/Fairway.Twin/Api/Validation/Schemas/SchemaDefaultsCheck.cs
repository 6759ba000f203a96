using System.Text.Json.Nodes;
using Fairway.Schema;
using Fairway.Schema.Custom;
using Fairway.Schema.Defaults;
using Fairway.Twin.Api.Errors;
using Fairway.Twin.Api.Validation.Rules;

namespace Fairway.Twin.Api.Validation.Schemas;

/// <summary>Defaults that a schema declares: pruned already, and good values where they stand.</summary>
internal static class SchemaDefaultsCheck
{
    /// <summary>All that is wrong with the defaults of a structural schema.</summary>
    public static List<FieldError> Check(string path, JsonNode? schema)
    {
        var errors = new List<FieldError>();
        Place(new Field(path, schema, errors), errors);
        return errors;
    }

    private static void Place(Field schema, List<FieldError> errors)
    {
        if (schema.Has("default"))
        {
            Default(schema, errors);
        }

        if (schema["items"].Value is JsonObject)
        {
            Place(schema["items"], errors);
        }

        foreach (var name in schema["properties"].Keys())
        {
            Place(schema["properties"].Entry(name), errors);
        }
    }

    /// <summary>What a default lacks comes from the defaults below it, before it is judged.</summary>
    private static void Default(Field schema, List<FieldError> errors)
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

        var problems = CustomValidator.Check(held, null, node);
        foreach (var problem in problems)
        {
            Tell(value, problem);
        }

        if (problems.IsEmpty && RuleTree.OfPlace(node.Properties["default"]) is { } rules)
        {
            Judge(rules, value, held["default"], errors);
        }
    }

    /// <summary>A default may come as a change that changes nothing, and as something new.</summary>
    private static void Judge(RuleTree rules, Field value, JsonNode? held, List<FieldError> errors)
    {
        var before = errors.Count;
        new RuleEvaluation(errors, null).Check(rules, value.Path(), held, held, ratchets: false);
        if (errors.Count == before)
        {
            new RuleEvaluation(errors, null).Check(rules, value.Path(), held, null, ratchets: false);
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
