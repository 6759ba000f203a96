using System.Text.Json.Nodes;
using Fairway.Charts.Values;
using Fairway.Schema.Yaml;

namespace Fairway.Charts.Rendering;

/// <summary>Reads what files print as objects.</summary>
internal static class ManifestReader
{
    /// <summary>The documents of a text of a file that is no template.</summary>
    /// <exception cref="ChartException">One is no object.</exception>
    public static IReadOnlyList<RenderedObject> Objects(string file, string text) =>
        [.. ManifestSplitter.Split(text)
            .Select((range, index) => Read(file, index, text[range], 1 + text.AsSpan(0, range.Start.Value).Count('\n')))
            .Where(document => document.Object is not null)
            .Select(document => document.ToRendered())];

    /// <summary>One document.</summary>
    /// <exception cref="ChartException">It is no object.</exception>
    public static ManifestDocument Read(string file, int index, string text, int line)
    {
        JsonNode? node;
        try
        {
            node = YamlReader.Read(ByteText.ToUnicode(text), YamlReadOptions.Lenient);
        }
        catch (YamlFormatException fault)
        {
            throw new ChartException(
                $"YAML parse error on {file}, in the object of line {line}: {fault.Message}", file, line);
        }

        if (node is not null and not JsonObject)
        {
            throw new ChartException(
                $"{file}, line {line}: no object is rendered, but {(node is JsonArray ? "a list" : "a bare value")}",
                file, line);
        }

        try
        {
            return new ManifestDocument(
                file, index, text, line, node as JsonObject,
                node is JsonObject map ? ManifestHead.Of(map) : ManifestHead.None);
        }
        catch (FormatException fault)
        {
            throw new ChartException($"{file}, in the object of line {line}: {fault.Message}", file, line);
        }
    }
}
