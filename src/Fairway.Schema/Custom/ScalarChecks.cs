using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Fairway.Schema.Decoding;
using Fairway.Schema.Json;

namespace Fairway.Schema.Custom;

/// <summary>Types, enumerations, and what strings and numbers must keep to.</summary>
internal static class ScalarChecks
{
    private const string Invalid = "FieldValueInvalid";

    public static bool FitsType(JsonNode? value, SchemaNode schema, SchemaFacets facets)
    {
        if (schema.Type == SchemaType.IntOrString)
        {
            return value is null ? facets.Nullable : TypeName(value) is "integer" or "string";
        }

        return facets.JsonType.Length == 0
            || (value is null ? facets.Nullable : TypeName(value) == facets.JsonType || IsWhole(value, facets));
    }

    public static SchemaProblem Misfit(JsonNode? value, SchemaNode schema, SchemaFacets facets, string path)
    {
        var type = schema.Type == SchemaType.IntOrString ? "integer,string" : facets.JsonType;
        return WrongType(path, type, TypeName(value));
    }

    /// <summary>A fraction where a whole number belongs is said twice.</summary>
    public static void CheckWhole(JsonNode? value, SchemaFacets facets, string path, List<SchemaProblem> problems)
    {
        if (facets.JsonType == "integer" && TypeName(value) == "number")
        {
            problems.Add(OutOfFormat(path, "type integer (default format)"));
        }
    }

    public static void CheckEnum(JsonNode value, SchemaFacets facets, string path, List<SchemaProblem> problems)
    {
        if (facets.Values.IsEmpty || facets.Values.Any(known => JsonNode.DeepEquals(known, value)))
        {
            return;
        }

        var list = string.Join(", ", facets.Values.Select(known =>
            known is JsonValue text && text.TryGetValue<string>(out var plain)
                ? $"\"{plain}\""
                : $"\"{Show(known)}\""));
        problems.Add(new SchemaProblem(
            "FieldValueNotSupported", path, $"Unsupported value: {Show(value)}: supported values: {list}"));
    }

    public static void Check(
        JsonNode value, SchemaNode schema, SchemaFacets facets, string path, List<SchemaProblem> problems)
    {
        if (value is not JsonValue scalar)
        {
            return;
        }

        if (scalar.TryGetValue<string>(out var text))
        {
            CheckText(text, schema, facets, path, problems);
        }
        else if (scalar.GetValueKind() == JsonValueKind.Number)
        {
            CheckNumber(scalar, schema, facets, path, problems);
        }
    }

    private static void CheckText(
        string text, SchemaNode schema, SchemaFacets facets, string path, List<SchemaProblem> problems)
    {
        var length = facets.Length == default ? 0 : text.EnumerateRunes().Count();
        if (length > facets.Length.Most)
        {
            problems.Add(new SchemaProblem("FieldValueTooLong", path, string.Create(
                CultureInfo.InvariantCulture, $"Too long: may not be more than {facets.Length.Most} bytes")));
        }

        if (length < facets.Length.Least)
        {
            problems.Add(Wrong(path, text, string.Create(
                CultureInfo.InvariantCulture, $"{path} in body should be at least {facets.Length.Least} chars long")));
        }

        if (facets.Regex is { } regex && !regex.IsMatch(text))
        {
            problems.Add(Wrong(path, text, $"{path} in body should match '{facets.Pattern}'"));
        }

        if (schema.Format is { } format && !TextFormats.Fits(text, format))
        {
            problems.Add(new SchemaProblem(
                "FieldValueTypeInvalid",
                path,
                $"Invalid value: {Show(text)}: {path} in body must be of type {format}: {Show(text)}"));
        }
    }

    private static void CheckNumber(
        JsonValue value, SchemaNode schema, SchemaFacets facets, string path, List<SchemaProblem> problems)
    {
        var number = JsonNumbers.ToDouble(value);
        if (schema.Format == "int32" && (number > int.MaxValue || number < int.MinValue))
        {
            problems.Add(OutOfFormat(path, "type integer with format int32"));
        }

        CheckMultiple(value, facets, path, problems);
        if (number > facets.Maximum || (facets.ExclusiveMaximum && number == facets.Maximum))
        {
            problems.Add(Wrong(path, value, $"{path} in body should be less than {OrEqual(
                facets.ExclusiveMaximum)}{Text(facets.Maximum.Value)}"));
        }

        if (number < facets.Minimum || (facets.ExclusiveMinimum && number == facets.Minimum))
        {
            problems.Add(Wrong(path, value, $"{path} in body should be greater than {OrEqual(
                facets.ExclusiveMinimum)}{Text(facets.Minimum.Value)}"));
        }
    }

    /// <summary>A factor is cut to a whole number where the value is one: so the API server does it.</summary>
    private static void CheckMultiple(JsonValue value, SchemaFacets facets, string path, List<SchemaProblem> problems)
    {
        if (facets.MultipleOf is not { } declared)
        {
            return;
        }

        var isWhole = JsonNumbers.TryWhole(value, out _);
        var factor = isWhole ? Math.Truncate(declared) : declared;
        if (factor <= 0)
        {
            problems.Add(Wrong(
                path,
                JsonValue.Create(factor),
                $"factor MultipleOf declared for {path} must be positive: {Text(factor)}"));
            return;
        }

        var number = JsonNumbers.ToDouble(value);
        var times = factor < 1 ? 1 / factor * number : number / factor;
        if (times != Math.Truncate(times))
        {
            problems.Add(Wrong(path, value, $"{path} in body should be a multiple of {Text(factor)}"));
        }
    }

    private static bool IsWhole(JsonNode value, SchemaFacets facets) =>
        facets.JsonType == "number" && TypeName(value) == "integer";

    private static string TypeName(JsonNode? value) => value?.GetValueKind() switch
    {
        null => "null",
        JsonValueKind.Object => "object",
        JsonValueKind.Array => "array",
        JsonValueKind.String => "string",
        JsonValueKind.Number => JsonNumbers.ToDouble((JsonValue)value) is var number && number == Math.Floor(number)
            ? "integer"
            : "number",
        _ => "boolean",
    };

    private static string OrEqual(bool isExclusive) => isExclusive ? "" : "or equal to ";

    private static string Text(double number) => number.ToString("R", CultureInfo.InvariantCulture);

    private static SchemaProblem WrongType(string path, string wanted, string found) => new(
        "FieldValueTypeInvalid",
        path.Length == 0 ? "<nil>" : path,
        $"Invalid value: \"{found}\": {path} in body must be of type {wanted}: \"{found}\"");

    private static SchemaProblem OutOfFormat(string path, string what) =>
        new(Invalid, "<nil>", $"Invalid value: \"\": Checked value must be of {what} in {path}");

    private static SchemaProblem Wrong(string path, JsonNode? value, string why) =>
        new(Invalid, path, $"Invalid value: {Show(value)}: {why}");

    private static string Show(JsonNode? value) => Encoding.UTF8.GetString(JsonText.Write(value));
}
