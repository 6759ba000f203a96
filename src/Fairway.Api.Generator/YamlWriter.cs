using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Fairway.Api.Generator;

/// <summary>
/// Writes trees as YAML that people review: keys in the order of the tree, long texts folded, and every text quoted
/// that YAML 1.1 or 1.2 could take for something else.
/// </summary>
internal static partial class YamlWriter
{
    private const int Width = 118;

    /// <summary>The tree as one document.</summary>
    public static string Write(JsonObject tree)
    {
        var output = new StringBuilder();
        WriteMap(output, tree, 0, isFirstInline: false);
        return output.ToString();
    }

    private static void WriteMap(StringBuilder output, JsonObject map, int indent, bool isFirstInline)
    {
        foreach (var (key, value) in map)
        {
            output.Append(' ', isFirstInline ? 0 : indent).Append(Scalar(key)).Append(':');
            isFirstInline = false;
            WriteValue(output, value, indent, key.Length + 2);
        }
    }

    private static void WriteValue(StringBuilder output, JsonNode? value, int indent, int used)
    {
        switch (value)
        {
            case JsonObject { Count: > 0 } map:
                output.Append('\n');
                WriteMap(output, map, indent + 2, isFirstInline: false);
                break;
            case JsonArray { Count: > 0 } list:
                output.Append('\n');
                WriteList(output, list, indent + 2);
                break;
            case JsonValue text when text.GetValueKind() == JsonValueKind.String:
                WriteText(output, text.GetValue<string>(), indent + 2, Width - indent - used);
                break;
            default:
                output.Append(' ').Append(value?.ToJsonString() ?? "null").Append('\n');
                break;
        }
    }

    private static void WriteList(StringBuilder output, JsonArray list, int indent)
    {
        foreach (var item in list)
        {
            output.Append(' ', indent).Append('-');
            if (item is JsonObject { Count: > 0 } map)
            {
                output.Append(' ');
                WriteMap(output, map, indent + 2, isFirstInline: true);
            }
            else
            {
                WriteValue(output, item, indent, 2);
            }
        }
    }

    private static void WriteText(StringBuilder output, string text, int indent, int room)
    {
        var scalar = Scalar(text);
        if (scalar.Length <= room && !text.Contains('\n', StringComparison.Ordinal))
        {
            output.Append(' ').Append(scalar).Append('\n');
            return;
        }

        // In a folded text a line end is a space, and an empty line is a line end.
        output.Append(" >-\n");
        var paragraphs = text.Split('\n').Select(paragraph => Wrap(paragraph, indent));
        output.AppendJoin("\n", paragraphs);
    }

    private static string Wrap(string paragraph, int indent)
    {
        var lines = new StringBuilder().Append(' ', indent);
        var column = indent;
        foreach (var word in paragraph.Split(' '))
        {
            if (column > indent && column + 1 + word.Length > Width)
            {
                lines.Append('\n').Append(' ', indent);
                column = indent;
            }
            else if (column > indent)
            {
                lines.Append(' ');
                column++;
            }

            lines.Append(word);
            column += word.Length;
        }

        return lines.Append('\n').ToString();
    }

    private static string Scalar(string text) =>
        Plain().IsMatch(text) && !Reserved().IsMatch(text)
            ? text
            : $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    [GeneratedRegex(@"\A[A-Za-z.][A-Za-z0-9_./-]*([ ,;.()'A-Za-z0-9_/-]*[A-Za-z0-9_./)-])?\z")]
    private static partial Regex Plain();

    [GeneratedRegex(@"\A(y|n|yes|no|on|off|true|false|null|\.nan|\.inf|[.0-9eE_-]+)\z", RegexOptions.IgnoreCase)]
    private static partial Regex Reserved();
}
