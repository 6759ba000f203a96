using System.Globalization;
using System.Text.Json.Nodes;
using Fairway.Cel.Types;
using Fairway.Cel.Values;
using Fairway.Schema;
using Fairway.Schema.Durations;

namespace Fairway.Cel.Schemas;

/// <summary>
/// JSON as values of the types that its schema declares: dates are timestamps, lists that are sets or maps compare and
/// add as such, names of properties are escaped. What does not fit its schema is an error when it is reached.
/// </summary>
public static class SchemaValues
{
    /// <summary>The value of a place in a custom resource.</summary>
    /// <param name="node">The JSON; it is read while expressions are evaluated, so it must not change.</param>
    /// <param name="schema">Its schema; one of a built-in kind gives values without schema.</param>
    /// <param name="isRoot">Whether it is a whole object.</param>
    public static CelValue Of(JsonNode? node, SchemaNode schema, bool isRoot = false)
    {
        if (schema.Facets is not { } facets)
        {
            return CelJson.Value(node);
        }

        if (node is null)
        {
            return facets.Nullable
                ? CelNull.Value
                : new CelError("invalid data, got null for schema with nullable=false");
        }

        if (schema.Type == SchemaType.IntOrString)
        {
            return node is JsonValue either && CelJson.Scalar(either) is CelString or CelInt
                ? CelJson.Scalar(either)
                : new CelError("invalid data, expected XIntOrString value to be either a string or integer");
        }

        return (isRoot ? "object" : facets.JsonType) switch
        {
            "object" => node is JsonObject members
                ? new SchemaObject(members, schema, isRoot || facets.IsEmbedded)
                : new CelError("invalid data, expected a map for the provided schema with type=object"),
            "array" => node is JsonArray elements
                ? List(elements, schema)
                : new CelError("invalid data, expected an array for the provided schema with type=array"),
            "string" or "number" or "integer" or "boolean" => Scalar(node, facets.JsonType, schema.Format),
            _ when facets.PreservesUnknown => CelJson.Value(node),
            var type => new CelError(
                "invalid type, expected object, array, number, integer, boolean or string, or no type with "
                + "x-kubernetes-int-or-string or x-kubernetes-preserve-unknown-fields is true, got " + type),
        };
    }

    private static CelValue List(JsonArray elements, SchemaNode schema) => schema switch
    {
        { Items: null } => new CelError("invalid array type, expected Items with a non-empty Schema"),
        { ListType: ListType.Set } => new SetList(new SchemaList(elements, schema.Items)),
        { ListType: ListType.Map } =>
            new KeyedList(new SchemaList(elements, schema.Items), schema.ListMapKeys),
        _ => new SchemaList(elements, schema.Items),
    };

    private static CelValue Scalar(JsonNode node, string type, string? format)
    {
        var value = node is JsonValue scalar ? CelJson.Scalar(scalar) : CelJson.Value(node);
        return (type, value) switch
        {
            ("string", CelString text) => Text(text, format),
            ("number", CelDouble) => value,
            ("number", CelInt whole) => new CelDouble(whole.Value),
            ("integer", CelInt) => value,
            ("integer", CelDouble number) when number.Value == Math.Floor(number.Value) =>
                number.ConvertTo(CelTypeKind.Int),
            ("boolean", CelBool) => value,
            _ => new CelError($"invalid data, expected {Expected(type)}, got {GoType(value)}"),
        };
    }

    private static CelValue Text(CelString text, string? format) => format switch
    {
        "duration" => GoDuration.TryParse(text.Value, out var span)
            ? new CelDuration(span)
            : new CelError($"Invalid duration {text.Value}: invalid duration: {text.Value}"),
        "date" => DateTime.TryParseExact(
            text.Value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? CelTimestamp.Of(new DateTimeOffset(day, TimeSpan.Zero))
            : new CelError($"Invalid date formatted string {text.Value}: cannot parse it as \"2006-01-02\""),
        "date-time" => TimeText.TryParse(text.Value, out var time)
            ? time
            : new CelError($"Invalid date-time formatted string {text.Value}: cannot parse it"),
        "byte" => Bytes(text.Value),
        _ => text,
    };

    private static CelValue Bytes(string text)
    {
        var buffer = new byte[text.Length];
        return Convert.TryFromBase64String(text, buffer, out var length)
            ? new CelBytes(buffer[..length])
            : new CelError($"Invalid byte formatted string {text}: illegal base64 data");
    }

    private static string Expected(string type) => type switch
    {
        "number" => "float",
        "integer" => "int",
        "boolean" => "bool",
        _ => type,
    };

    private static string GoType(CelValue value) => value switch
    {
        CelInt => "int64",
        CelDouble => "float64",
        CelBool => "bool",
        CelString => "string",
        CelList => "[]interface {}",
        _ => "map[string]interface {}",
    };
}
