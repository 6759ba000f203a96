using System.Text.Json.Nodes;
using Fairway.Schema.Custom;

namespace Fairway.Twin.Api.Validation;

/// <summary>
/// Whether a schema is structural: every place has a type, and only what Kubernetes makes use of. Source of the rules:
/// apiextensions-apiserver, pkg/apis/apiextensions/validation and pkg/apiserver/schema.
/// </summary>
internal static class SchemaStructure
{
    private static readonly string[] Types = ["array", "boolean", "integer", "number", "object", "string"];

    private static readonly string[] Combinations = ["allOf", "anyOf", "oneOf"];

    private static readonly string[] NotSupported =
        ["$ref", "additionalItems", "definitions", "dependencies", "id", "patternProperties"];

    private static readonly string[] NotInCombinations =
        ["additionalProperties", "default", "description", "nullable", "title"];

    private enum Level
    {
        Root,
        Field,
        Item,
    }

    public static void Check(Field schema) => CheckPlace(schema, Level.Root);

    private static void CheckPlace(Field schema, Level level)
    {
        CheckType(schema, level);
        CheckAdmitted(schema);
        CheckEmbedded(schema, level);
        ListStructure.Check(schema);
        CheckPattern(schema["pattern"]);
        CheckDefault(schema);
        foreach (var name in schema["properties"].Keys())
        {
            CheckPlace(schema["properties"].Entry(name), Level.Field);
        }

        if (schema["items"].Value is JsonObject)
        {
            CheckPlace(schema["items"], Level.Item);
        }

        if (schema["additionalProperties"].Value is JsonObject)
        {
            CheckPlace(schema["additionalProperties"], Level.Field);
        }

        CheckCombinations(schema);
    }

    private static void CheckType(Field schema, Level level)
    {
        var type = schema["type"];
        if (level == Level.Root)
        {
            if (type.Text.Length == 0)
            {
                type.Required("must not be empty at the root");
            }
            else if (type.Text != "object")
            {
                type.Invalid("must be object at the root");
            }

            return;
        }

        if (type.Text == "null")
        {
            type.Forbidden("type cannot be set to null, use nullable as an alternative");
        }
        else if (type.Text.Length > 0)
        {
            type.OneOf(Types);
        }
        else if (!schema["x-kubernetes-int-or-string"].IsTrue
            && !schema["x-kubernetes-preserve-unknown-fields"].IsTrue)
        {
            type.Required(level == Level.Item
                ? "must not be empty for specified array items"
                : "must not be empty for specified object fields");
        }
    }

    private static void CheckAdmitted(Field schema)
    {
        foreach (var name in NotSupported.Where(schema.Has))
        {
            schema[name].Forbidden($"{name} is not supported");
        }

        if (schema["uniqueItems"].IsTrue)
        {
            schema["uniqueItems"].Forbidden(
                "uniqueItems cannot be set to true since the runtime complexity becomes quadratic");
        }

        var additional = schema["additionalProperties"];
        if (additional.IsSet && schema["properties"].Count > 0)
        {
            additional.Forbidden("additionalProperties and properties are mutual exclusive");
        }

        if (additional.IsFalse)
        {
            additional.Forbidden("additionalProperties cannot be set to false");
        }

        if (schema["items"].Value is JsonArray)
        {
            schema["items"].Forbidden("items must be a schema object and not an array");
        }
        else if (schema.TextOf("type") == "array" && !schema.Has("items"))
        {
            schema["items"].Required("must be specified");
        }
    }

    private static void CheckEmbedded(Field schema, Level level)
    {
        if (schema["x-kubernetes-preserve-unknown-fields"].IsFalse)
        {
            schema["x-kubernetes-preserve-unknown-fields"].Invalid("must be true or undefined");
        }

        if (!schema["x-kubernetes-embedded-resource"].IsTrue)
        {
            return;
        }

        if (level == Level.Root)
        {
            schema["x-kubernetes-embedded-resource"].Forbidden("must not be used at the root");
        }

        if (schema.TextOf("type") != "object")
        {
            schema["type"].Invalid("must be object if x-kubernetes-embedded-resource is true");
        }

        if (schema["properties"].Count == 0 && !schema["x-kubernetes-preserve-unknown-fields"].IsTrue)
        {
            schema["properties"].Required(
                "must not be empty if x-kubernetes-embedded-resource is true without "
                + "x-kubernetes-preserve-unknown-fields");
        }
    }

    private static void CheckPattern(Field pattern)
    {
        if (pattern.Text.Length > 0 && GoPattern.Compile(pattern.Text) is null)
        {
            pattern.Invalid("must be a valid regular expression");
        }
    }

    /// <summary>
    /// A default is pruned and checked like any value; what it lacks comes from the defaults below it.
    /// </summary>
    private static void CheckDefault(Field schema)
    {
        var value = schema["default"];
        if (!value.IsSet || schema.Value is not JsonObject declared)
        {
            return;
        }

        var place = new JsonObject { ["properties"] = new JsonObject { ["default"] = declared.DeepClone() } };
        place["type"] = "object";
        var held = new JsonObject { ["default"] = value.Value!.DeepClone() };
        var node = CustomSchemaReader.Read(place);
        foreach (var unknown in CustomPruner.Prune(held, node))
        {
            value.Invalid($"must not have unknown fields: {unknown}");
        }

        if (node.Properties["default"] is { Type: Schema.SchemaType.Object } inner && held["default"] is JsonObject map)
        {
            Schema.Defaults.SchemaDefaulter.Apply(map, inner);
        }

        foreach (var problem in CustomValidator.Check(held, null, node))
        {
            value.Tell(problem.Reason, problem.Field["default".Length..], problem.Message);
        }
    }

    private static void CheckCombinations(Field schema)
    {
        foreach (var part in Combinations.SelectMany(name => schema[name].Items()))
        {
            CheckCombined(part);
        }

        if (schema.Has("not"))
        {
            CheckCombined(schema["not"]);
        }
    }

    /// <summary>Schemas that are combined only demand: what a place is, the structure around them says.</summary>
    private static void CheckCombined(Field schema)
    {
        foreach (var name in NotInCombinations.Where(schema.Has))
        {
            schema[name].Forbidden("must be undefined to be structural");
        }

        foreach (var name in schema["properties"].Keys())
        {
            CheckCombined(schema["properties"].Entry(name));
        }

        if (schema["items"].Value is JsonObject)
        {
            CheckCombined(schema["items"]);
        }

        CheckCombinations(schema);
    }
}
