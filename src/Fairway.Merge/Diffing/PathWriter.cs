using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Fairway.Merge.Fields;
using Fairway.Merge.Values;

namespace Fairway.Merge.Diffing;

/// <summary>Writes paths as canonical texts.</summary>
internal static partial class PathWriter
{
    public static string Write(ReadOnlySpan<PathElement> elements)
    {
        var text = new StringBuilder(16 * elements.Length);
        foreach (var element in elements)
        {
            Append(text, element);
        }

        return text.ToString();
    }

    /// <summary>True for what stands in a key or a set without quotes and is read as a string again.</summary>
    public static bool IsPlainValue(string value) =>
        PlainValue().IsMatch(value) && value is not ("true" or "false" or "null");

    private static void Append(StringBuilder text, PathElement element)
    {
        switch (element.Kind)
        {
            case PathKind.Field when PlainName().IsMatch(element.Text):
                text.Append(text.Length == 0 ? "" : ".").Append(element.Text);
                break;
            case PathKind.Field:
                CanonicalJson.AppendString(text.Append('['), element.Text).Append(']');
                break;
            case PathKind.Key:
                AppendKey(text, element.Text);
                break;
            case PathKind.Value:
                AppendValue(text.Append("[="), JsonNode.Parse(element.Text)).Append(']');
                break;
            default:
                text.Append('[').Append(element.Text).Append(']');
                break;
        }
    }

    private static void AppendKey(StringBuilder text, string json)
    {
        text.Append('[');
        var first = true;
        foreach (var (name, value) in (JsonObject)JsonNode.Parse(json)!)
        {
            text.Append(first ? "" : ",");
            _ = PlainName().IsMatch(name) ? text.Append(name) : CanonicalJson.AppendString(text, name);
            AppendValue(text.Append('='), value);
            first = false;
        }

        text.Append(']');
    }

    private static StringBuilder AppendValue(StringBuilder text, JsonNode? value) =>
        value?.GetValueKind() == JsonValueKind.String && value.GetValue<string>() is var s && IsPlainValue(s)
            ? text.Append(s)
            : CanonicalJson.Append(text, value);

    [GeneratedRegex(@"^[A-Za-z_$][A-Za-z0-9_$-]*\z")]
    private static partial Regex PlainName();

    [GeneratedRegex(@"^[A-Za-z_/.][A-Za-z0-9_./:@-]*\z")]
    private static partial Regex PlainValue();
}
