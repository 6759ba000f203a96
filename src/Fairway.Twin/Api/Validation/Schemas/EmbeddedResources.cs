using System.Text.Json.Nodes;
using Fairway.Schema;
using Fairway.Twin.Api.Errors;
using Fairway.Twin.Api.Objects;

namespace Fairway.Twin.Api.Validation.Schemas;

/// <summary>Whole objects within custom resources: they have a kind, an apiVersion, and good metadata.</summary>
internal static class EmbeddedResources
{
    /// <summary>Adds what is wrong with the objects within an object.</summary>
    public static void Check(JsonObject obj, SchemaNode schema, List<FieldError> errors) =>
        CheckMembers(obj, schema, "", errors);

    private static void CheckValue(JsonNode? value, SchemaNode schema, string path, List<FieldError> errors)
    {
        switch (value)
        {
            case JsonObject map:
                if (schema.Facets is { IsEmbedded: true })
                {
                    CheckObject(map, path, errors);
                }

                CheckMembers(map, schema, path, errors);
                break;
            case JsonArray list when schema.Items is { } items:
                for (var i = 0; i < list.Count; i++)
                {
                    CheckValue(list[i], items, $"{path}[{i}]", errors);
                }

                break;
            default:
                break;
        }
    }

    private static void CheckMembers(JsonObject map, SchemaNode schema, string path, List<FieldError> errors)
    {
        foreach (var (name, held) in map)
        {
            if (held is not (JsonObject or JsonArray))
            {
                continue;
            }

            var isMap = schema.Type == SchemaType.Map;
            var place = isMap ? schema.Items : schema.Properties.GetValueOrDefault(name);
            if (place is { Definition: null })
            {
                var at = isMap ? $"{path}[{name}]" : path.Length == 0 ? name : $"{path}.{name}";
                CheckValue(held, place, at, errors);
            }
        }
    }

    private static void CheckObject(JsonObject obj, string path, List<FieldError> errors)
    {
        var field = new Field(path, obj, errors);
        foreach (var name in (ReadOnlySpan<string>)["apiVersion", "kind"])
        {
            if (!obj.ContainsKey(name))
            {
                field[name].Required();
            }
        }

        if (field["apiVersion"] is { Value: JsonValue } version)
        {
            CheckVersion(version);
        }

        if (field["kind"] is { Value: JsonValue } kind)
        {
            CheckKind(kind);
        }

        if (obj["metadata"] is JsonObject metadata)
        {
            CheckMetadata(metadata, path, errors);
        }
    }

    private static void CheckVersion(Field version)
    {
        if (version.Text.Length == 0)
        {
            version.Invalid("must not be empty");
        }
        else if (version.Text.Count(c => c == '/') > 1)
        {
            version.Invalid($"unexpected GroupVersion string: {version.Text}");
        }
    }

    private static void CheckKind(Field kind)
    {
        if (kind.Text.Length == 0)
        {
            kind.Invalid("must not be empty");
        }
        else if (NameRules.Label1035(kind.Text.ToLowerInvariant()) is { } problem)
        {
            kind.Invalid($"may have mixed case, but should otherwise match: {problem}");
        }
    }

    private static void CheckMetadata(JsonObject metadata, string path, List<FieldError> errors)
    {
        var copy = (JsonObject)metadata.DeepClone();
        if (ObjectMeta.Text(copy, "name").Length == 0)
        {
            copy["name"] = "fakename";
        }

        var found = new List<FieldError>();
        MetadataValidation.Check(new JsonObject { ["metadata"] = copy }, NameRules.PathSegment, found);
        errors.AddRange(found.Select(error => error with { Field = $"{path}.{error.Field}" }));
    }
}
