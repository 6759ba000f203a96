using System.Globalization;
using System.Text.Json.Nodes;
using Fairway.Schema.Json;

namespace Fairway.Twin.Api.Errors;

/// <summary>One thing wrong with one field, in the words of Kubernetes' field errors.</summary>
/// <param name="Reason">Machine-readable: FieldValueInvalid, FieldValueRequired, ...</param>
/// <param name="Field">Path of the field: <c>metadata.labels</c>.</param>
/// <param name="Message">Text without the path: <c>Invalid value: "x": must ...</c>.</param>
internal sealed record FieldError(string Reason, string Field, string Message)
{
    public static FieldError Required(string field, string detail) =>
        new("FieldValueRequired", field, detail.Length == 0 ? "Required value" : $"Required value: {detail}");

    public static FieldError Invalid(string field, JsonNode? value, string detail) =>
        new("FieldValueInvalid", field, $"Invalid value: {Show(value)}: {detail}");

    public static FieldError Forbidden(string field, string detail) =>
        new("FieldValueForbidden", field, $"Forbidden: {detail}");

    public static FieldError Unsupported(string field, string shown, params ReadOnlySpan<string> supported)
    {
        var list = string.Join(", ", supported.ToArray().Select(s => $"\"{s}\""));
        return new("FieldValueNotSupported", field, $"Unsupported value: {shown}: supported values: {list}");
    }

    public static FieldError TooLong(string field, int most) =>
        new(
            "FieldValueTooLong", field,
            string.Create(CultureInfo.InvariantCulture, $"Too long: may not be more than {most} bytes"));

    /// <summary><c>path: message</c>.</summary>
    public override string ToString() => $"{Field}: {Message}";

    /// <summary>A value as it stands in messages: JSON.</summary>
    public static string Show(JsonNode? value) =>
        value is null ? "null" : System.Text.Encoding.UTF8.GetString(JsonText.Write(value));
}
