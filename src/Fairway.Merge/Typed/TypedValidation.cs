using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Fairway.Merge.Fields;
using Fairway.Merge.Values;
using Fairway.Schema;

namespace Fairway.Merge.Typed;

/// <summary>
/// Checks that an applied configuration fits the schema, and says what does not in the API server's words.
/// </summary>
internal readonly struct TypedValidation
{
    private readonly List<string> errors = [];

    public TypedValidation()
    {
    }

    /// <summary>All that does not fit, one text; null where all fits.</summary>
    public static string? Check(JsonObject config, SchemaNode? schema)
    {
        var validation = new TypedValidation();
        validation.Value(config, schema, null);
        return validation.errors.Count switch
        {
            0 => null,
            1 => validation.errors[0],
            _ => "errors:\n" + string.Join('\n', validation.errors.Select(e => "  " + e)),
        };
    }

    private void Value(JsonNode? value, SchemaNode? schema, Place? place)
    {
        if (value is null || schema is null)
        {
            return;
        }

        switch (schema.Type)
        {
            case SchemaType.Any:
                break;
            case SchemaType.Object or SchemaType.Map when value is JsonObject map:
                Members(map, schema, place);
                break;
            case SchemaType.Object or SchemaType.Map:
                Report(place, $"expected map, got &{{{GoText.Value(value)}}}");
                break;
            case SchemaType.List when value is JsonArray list:
                Elements(list, schema, place);
                break;
            case SchemaType.List:
                Report(place, $"expected list, got &{{{GoText.Value(value)}}}");
                break;
            default:
                Scalar(value, schema, place);
                break;
        }
    }

    private void Members(JsonObject map, SchemaNode schema, Place? place)
    {
        var isOpen = schema.Type == SchemaType.Map || schema.Properties.Count == 0
            || schema.Facets?.PreservesUnknown == true;
        foreach (var (name, value) in map)
        {
            var child = FieldShapes.Member(schema, name);
            if (child is null && !isOpen)
            {
                Report(new(place, PathElement.Field(name)), "field not declared in schema");
                return;
            }

            Value(value, child, new(place, PathElement.Field(name)));
        }
    }

    private void Elements(JsonArray list, SchemaNode schema, Place? place)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < list.Count; i++)
        {
            var name = new PathElement(PathKind.Index, i.ToString(CultureInfo.InvariantCulture));
            if (ListKeys.Merges(schema))
            {
                if (ListKeys.TryName(schema, list[i], out name) is { } error)
                {
                    Report(place, $"element {i}: {error}");
                    return;
                }

                if (!seen.Add(name.Text))
                {
                    Report(place, $"duplicate entries for key {name}");
                }
            }

            Value(list[i], schema.Items, new(place, name));
        }
    }

    private void Scalar(JsonNode value, SchemaNode schema, Place? place)
    {
        var kind = value.GetValueKind();
        var error = schema.Type switch
        {
            SchemaType.String when schema.Format == "date-time" => Untyped(value),
            SchemaType.String => kind == JsonValueKind.String ? null : $"expected string, got {Internal(value)}",
            SchemaType.Integer or SchemaType.Number => kind == JsonValueKind.Number
                ? null
                : $"expected numeric (int or float), got {GoText.Type(value)}",
            SchemaType.Boolean => kind is JsonValueKind.True or JsonValueKind.False
                ? null
                : $"expected boolean, got &{{{GoText.Value(value)}}}",
            _ => Untyped(value),
        };
        if (error is not null)
        {
            Report(place, error);
        }
    }

    private static string? Untyped(JsonNode value) =>
        value is JsonValue ? null : $"expected any scalar, got &{{{GoText.Value(value)}}}";

    private static string Internal(JsonNode value) =>
        string.Concat(
            "&value.valueUnstructured{Value:",
            value is JsonValue ? CanonicalJson.Text(value) : GoText.Type(value) + "{...}",
            "}");

    private void Report(Place? place, string message) => errors.Add(place is null ? message : $"{place}: {message}");

    /// <summary>Where we are; written out only for a message.</summary>
    private sealed record Place(Place? Above, PathElement Element)
    {
        public override string ToString() => $"{Above}{Element}";
    }
}
