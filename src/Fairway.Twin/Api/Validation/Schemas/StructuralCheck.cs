using System.Text.Json.Nodes;
using Fairway.Schema.Custom;
using Fairway.Twin.Api.Errors;

namespace Fairway.Twin.Api.Validation.Schemas;

/// <summary>
/// Whether a schema is structural: every place has a type, and what is combined only demands. Source of the rules:
/// apiextensions-apiserver, pkg/apiserver/schema.
/// </summary>
internal static class StructuralCheck
{
    private const string BeEmpty = "must be empty to be structural";

    private static readonly string[] Combinations = ["anyOf", "allOf", "oneOf"];

    private static readonly (string Name, string Demand)[] NotInCombinations =
    [
        ("type", BeEmpty),
        ("additionalProperties", "must be undefined to be structural"),
        ("default", "must be undefined to be structural"),
        ("title", BeEmpty),
        ("description", BeEmpty),
        ("nullable", "must be false to be structural"),
        ("x-kubernetes-preserve-unknown-fields", "must be false to be structural"),
        ("x-kubernetes-embedded-resource", "must be false to be structural"),
        ("x-kubernetes-int-or-string", "must be false to be structural"),
        ("x-kubernetes-list-map-keys", BeEmpty),
        ("x-kubernetes-list-type", "must be undefined to be structural"),
        ("x-kubernetes-map-type", "must be undefined to be structural"),
        ("x-kubernetes-validations", BeEmpty),
    ];

    private enum Level
    {
        Root,
        Field,
        Item,
    }

    /// <summary>All that is wrong, in order of its text.</summary>
    public static IEnumerable<FieldError> Check(string path, JsonNode? schema)
    {
        var errors = new List<FieldError>();
        var root = new Field(path, schema, errors);
        CheckPlace(root, Level.Root);
        StructuralCompleteness.Check(root);
        return errors.OrderBy(e => e.ToString(), StringComparer.Ordinal);
    }

    private static void CheckPlace(Field schema, Level level)
    {
        if (schema.TextOf("type") == "array" && !schema.Has("items"))
        {
            schema["items"].Required("must be specified");
        }

        if (schema["items"].Value is JsonObject)
        {
            CheckPlace(schema["items"], Level.Item);
        }

        foreach (var name in schema["properties"].Keys())
        {
            CheckPlace(schema["properties"].Entry(name), Level.Field);
        }

        var additional = schema["additionalProperties"];
        if (additional.IsSet && level == Level.Root)
        {
            additional.Forbidden("must not be used at the root");
        }

        if (additional.Value is JsonObject)
        {
            CheckPlace(additional, Level.Field);
        }

        CheckIntOrString(schema);
        var patterns = IsIntOrString(schema)
            ? (Any: true, All: false)
            : (Any: false, All: schema["allOf"].Count > 0 && IsIntOrString(schema["allOf"][0]));
        CheckDemands(schema, patterns.Any, patterns.All);
        CheckType(schema, level);
        CheckIdentity(schema, level);
    }

    private static void CheckIntOrString(Field schema)
    {
        if (!schema["x-kubernetes-int-or-string"].IsTrue)
        {
            return;
        }

        foreach (var name in (ReadOnlySpan<string>)
            ["x-kubernetes-preserve-unknown-fields", "x-kubernetes-embedded-resource"])
        {
            if (schema[name].IsTrue)
            {
                schema[name].Invalid("must be false if x-kubernetes-int-or-string is true");
            }
        }
    }

    private static void CheckType(Field schema, Level level)
    {
        var type = schema["type"];
        if (schema["x-kubernetes-embedded-resource"].IsTrue && type.Text != "object")
        {
            type.RequiredOrInvalid("must be object if x-kubernetes-embedded-resource is true");
        }
        else if (type.Text.Length == 0 && !schema["x-kubernetes-int-or-string"].IsTrue
            && !schema["x-kubernetes-preserve-unknown-fields"].IsTrue)
        {
            type.Required(level switch
            {
                Level.Root => "must not be empty at the root",
                Level.Item => "must not be empty for specified array items",
                _ => "must not be empty for specified object fields",
            });
        }

        if (schema["x-kubernetes-embedded-resource"].IsTrue && schema.Has("additionalProperties"))
        {
            schema["additionalProperties"].Forbidden("must not be used if x-kubernetes-embedded-resource is set");
        }

        if (level == Level.Root && type.Text is not ("" or "object"))
        {
            type.Invalid("must be object at the root");
        }
    }

    /// <summary>Kind, apiVersion and metadata of the whole and of embedded objects.</summary>
    private static void CheckIdentity(Field schema, Level level)
    {
        var isEmbedded = schema["x-kubernetes-embedded-resource"].IsTrue;
        var properties = schema["properties"];
        foreach (var name in (ReadOnlySpan<string>)["kind", "apiVersion"])
        {
            var type = properties.Entry(name)["type"];
            if ((level == Level.Root || isEmbedded) && properties.Has(name) && type.Text != "string")
            {
                type.Invalid(type.Text, "must be string");
            }
        }

        var metadata = properties.Entry("metadata");
        if (metadata.IsSet && (level == Level.Root || isEmbedded) && metadata.TextOf("type") != "object")
        {
            metadata["type"].Invalid(metadata.TextOf("type"), "must be object");
        }

        if (level == Level.Root && metadata.Value is JsonObject declared && !DeclaresNamesOnly(declared))
        {
            metadata.Forbidden(
                "must not specify anything other than name and generateName, but metadata is implicitly specified");
        }

        if (isEmbedded && !schema["x-kubernetes-preserve-unknown-fields"].IsTrue && properties.Count == 0)
        {
            properties.Required(
                "must not be empty if x-kubernetes-embedded-resource is true without "
                + "x-kubernetes-preserve-unknown-fields");
        }
    }

    private static bool DeclaresNamesOnly(JsonObject metadata) =>
        metadata.All(pair => pair.Key is "type" or "default" or "properties"
            || pair.Value is null or JsonArray { Count: 0 })
        && (metadata["properties"] as JsonObject ?? []).All(pair => pair.Key is "name" or "generateName");

    private static bool IsIntOrString(Field schema)
    {
        var any = schema["anyOf"];
        return any.Count == 2 && IsType(any[0].Value, "integer") && IsType(any[1].Value, "string");
    }

    private static bool IsType(JsonNode? schema, string type) =>
        schema is JsonObject { Count: 1 } only && only["type"] is JsonValue value && value.ToString() == type;

    private static void CheckDemands(Field schema, bool skipsAny, bool skipsFirstAll)
    {
        foreach (var name in Combinations)
        {
            if (name == "anyOf" && skipsAny)
            {
                continue;
            }

            for (var i = 0; i < schema[name].Count; i++)
            {
                CheckCombined(schema[name][i], name == "allOf" && i == 0 && skipsFirstAll);
            }
        }

        if (schema.Has("not"))
        {
            CheckCombined(schema["not"], false);
        }

        if (schema.TextOf("pattern") is { Length: > 0 } pattern && GoPattern.Problem(pattern) is { } problem)
        {
            schema["pattern"].Invalid($"must be a valid regular expression, but isn't: {problem}");
        }
    }

    /// <summary>Schemas that are combined only demand: what a place is, the structure around them says.</summary>
    private static void CheckCombined(Field schema, bool skipsAny)
    {
        CheckDemands(schema, skipsAny, false);
        if (schema["items"].Value is JsonObject)
        {
            CheckCombined(schema["items"], false);
        }

        foreach (var name in schema["properties"].Keys())
        {
            CheckCombined(schema["properties"].Entry(name), false);
        }

        foreach (var (name, demand) in NotInCombinations)
        {
            var told = schema[name];
            if (told.IsSet && !told.IsFalse && told.Value is not JsonArray { Count: 0 }
                && (told.Value is not JsonValue || told.Text.Length > 0 || !IsText(told.Value)))
            {
                told.Forbidden(demand);
            }
        }

        if (schema["properties"].Has("metadata"))
        {
            schema["properties"].Entry("metadata").Forbidden("must not be specified in a nested context");
        }
    }

    private static bool IsText(JsonNode? value) => value?.GetValueKind() == System.Text.Json.JsonValueKind.String;
}
