using System.Globalization;
using System.Text;
using System.Text.Json;
using Fairway.Kube.Pods.Objects;

namespace Fairway.Kube.Pods.Hashing;

/// <summary>
/// Writes a pod template as Kubernetes' controllers print its Go value before they hash it: every field in the order
/// of the
/// struct, with its type, set or not.
/// </summary>
internal sealed class GoDump
{
    private const string Time = "{Time:(time.Time){wall:(uint64)0 ext:(int64)0 loc:(*time.Location)<nil>}}";

    private readonly StringBuilder text = new(4096);

    public static string Of(JsonElement template)
    {
        var dump = new GoDump();
        dump.text.Append("(v1.PodTemplateSpec)");
        dump.Value(template, "PodTemplateSpec");
        return dump.text.ToString();
    }

    private void Typed(JsonElement? value, GoField field)
    {
        var isPointer = field.Shape[0] == '*';
        text.Append('(').Append(field.Type).Append(')');
        Value(value, isPointer ? field.Shape[1..] : field.Shape, isPointer);
    }

    private void Value(JsonElement? value, string shape, bool isPointer = false)
    {
        if (isPointer && value is null)
        {
            text.Append("<nil>");
        }
        else if (shape.StartsWith("[]", StringComparison.Ordinal))
        {
            List(value, shape[2..]);
        }
        else if (shape.StartsWith("map:", StringComparison.Ordinal))
        {
            Map(value, shape[4..]);
        }
        else
        {
            Single(value, shape);
        }
    }

    private void Single(JsonElement? value, string shape)
    {
        switch (shape)
        {
            case "string":
                text.Append(value?.ValueKind == JsonValueKind.String ? value.Value.GetString() : "");
                break;
            case "bool":
                text.Append(value?.ValueKind == JsonValueKind.True ? "true" : "false");
                break;
            case "int":
                text.Append(value?.ValueKind == JsonValueKind.Number ? value.Value.GetRawText() : "0");
                break;
            case "Time":
                text.Append(Time);
                break;
            case "Quantity":
                text.Append(GoQuantity.Dump(Text(value)));
                break;
            case "IntOrString":
                IntOrString(value);
                break;
            default:
                Struct(value, shape);
                break;
        }
    }

    private void Struct(JsonElement? value, string name)
    {
        text.Append('{');
        var separator = "";
        foreach (var field in GoTypes.FieldsOf(name))
        {
            text.Append(separator).Append(field.Name).Append(':');
            Typed(field.Json.Length == 0 ? value : value.Child(field.Json), field);
            separator = " ";
        }

        text.Append('}');
    }

    // Stored objects pass through protobuf, which knows no empty list or map: both are nil afterwards.
    private void List(JsonElement? value, string shape)
    {
        if (value is not { ValueKind: JsonValueKind.Array } list || list.GetArrayLength() == 0)
        {
            text.Append("<nil>");
            return;
        }

        text.Append('[');
        var separator = "";
        foreach (var item in list.EnumerateArray())
        {
            text.Append(separator);
            Value(item, shape);
            separator = " ";
        }

        text.Append(']');
    }

    private void Map(JsonElement? value, string shape)
    {
        var entries = value is { ValueKind: JsonValueKind.Object } map
            ? map.EnumerateObject().OrderBy(p => p.Name, StringComparer.Ordinal).ToArray()
            : [];
        if (entries.Length == 0)
        {
            text.Append("<nil>");
            return;
        }

        text.Append("map[");
        var separator = "";
        foreach (var entry in entries)
        {
            text.Append(separator).Append(entry.Name).Append(':');
            Value(entry.Value, shape);
            separator = " ";
        }

        text.Append(']');
    }

    private void IntOrString(JsonElement? value)
    {
        var isText = value?.ValueKind == JsonValueKind.String;
        text.Append(
            CultureInfo.InvariantCulture,
            $"{{Type:(intstr.Type){(isText ? 1 : 0)} IntVal:(int32){(isText ? "0" : Text(value) ?? "0")} ");
        text.Append(CultureInfo.InvariantCulture, $"StrVal:(string){(isText ? value!.Value.GetString() : "")}}}");
    }

    private static string? Text(JsonElement? value) => value?.ValueKind switch
    {
        JsonValueKind.String => value.Value.GetString(),
        JsonValueKind.Number => value.Value.GetRawText(),
        _ => null,
    };
}
