using System.Text.Json.Nodes;
using Fairway.Schema.Custom;
using Fairway.Twin.Api.Errors;
using Fairway.Twin.Api.Validation.Rules;

namespace Fairway.Twin.Api.Validation.Schemas;

/// <summary>All that may be wrong with the schema of one version of a definition.</summary>
internal static class SchemaCheck
{
    private static readonly string[] AtRoot =
    [
        "Description", "Type", "Format", "Title", "Maximum", "ExclusiveMaximum", "Minimum", "ExclusiveMinimum",
        "MaxLength", "MinLength", "Pattern", "MaxItems", "MinItems", "UniqueItems", "MultipleOf", "Required", "Items",
        "Properties", "ExternalDocs", "Example", "XPreserveUnknownFields", "XValidations",
    ];

    /// <summary>Adds what is wrong.</summary>
    /// <param name="schema">The <c>openAPIV3Schema</c>.</param>
    /// <param name="hasStatus">Whether the status is a subresource.</param>
    /// <param name="isStored">Whether it was stored so before: then a single rule may cost what it will.</param>
    /// <param name="errors">Where errors go.</param>
    public static void Check(Field schema, bool hasStatus, bool isStored, List<FieldError> errors)
    {
        var before = errors.Count;
        if (hasStatus)
        {
            CheckRoot(schema);
        }

        if (schema["nullable"].IsTrue)
        {
            schema["nullable"].Forbidden("nullable cannot be true at the root");
        }

        var path = schema.Path();
        var isReadable = UnreadableBecause(schema.Value) is null;
        if (isReadable)
        {
            errors.AddRange(StructuralCheck.Check(path, schema.Value));
        }

        if (isReadable && errors.Count == before)
        {
            errors.AddRange(SchemaDefaultsCheck.Check(path, schema.Value));
        }

        var rules = isReadable && errors.Count == before && schema.Value is JsonObject declared
            ? RuleScope.Root(CustomSchemaReader.ReadKind(declared, "self", new("", "", "")))
            : null;
        errors.AddRange(new SchemaDeclaration(path, schema.Value, isStored).Check(rules));
        if (errors.Count == before && UnreadableBecause(schema.Value) is { } reason)
        {
            schema.Invalid("", reason);
        }
    }

    /// <summary>The status is checked by its own part of the schema, and so nothing may be said around it.</summary>
    private static void CheckRoot(Field schema)
    {
        if (schema.TextOf("type") is not ("" or "object"))
        {
            schema["type"].Invalid(
                "only \"object\" is allowed as the type at the root of the schema if the status subresource is "
                + "enabled");
        }

        foreach (var (name, value) in schema.Value as JsonObject ?? [])
        {
            if (value is not null and not JsonArray { Count: 0 } && !AtRoot.Contains(GoName(name)))
            {
                schema.Invalid(
                    $"only [{string.Join(' ', AtRoot)}] fields are allowed at the root of the schema if the status "
                    + "subresource is enabled");
                break;
            }
        }
    }

    private static string GoName(string name) => name switch
    {
        "x-kubernetes-preserve-unknown-fields" => "XPreserveUnknownFields",
        "x-kubernetes-validations" => "XValidations",
        _ => char.ToUpperInvariant(name[0]) + name[1..],
    };

    private static string? UnreadableBecause(JsonNode? schema)
    {
        if (schema is not JsonObject map)
        {
            return null;
        }

        foreach (var name in (ReadOnlySpan<string>)
            ["id", "schema", "$ref", "patternProperties", "dependencies", "additionalItems", "definitions"])
        {
            if (map[name] is not null)
            {
                return $"OpenAPIV3Schema '{name}' is not supported";
            }
        }

        if (map["x-kubernetes-preserve-unknown-fields"] is JsonValue flag
            && flag.TryGetValue<bool>(out var preserves) && !preserves)
        {
            return "internal error: 'x-kubernetes-preserve-unknown-fields' must be true or undefined";
        }

        if (map["items"] is JsonArray)
        {
            return "OpenAPIV3Schema 'items' must be a schema, but is an array";
        }

        return Below(map).Select(UnreadableBecause).FirstOrDefault(reason => reason is not null);
    }

    private static IEnumerable<JsonNode?> Below(JsonObject schema) =>
    [
        .. (schema["properties"] as JsonObject ?? []).Select(pair => pair.Value),
        schema["items"], schema["additionalProperties"], schema["not"],
        .. ((string[])["allOf", "anyOf", "oneOf"]).SelectMany(name => schema[name] as JsonArray ?? []),
    ];
}
