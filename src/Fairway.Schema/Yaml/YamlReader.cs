using System.Text;
using System.Text.Json.Nodes;
using SharpYaml;
using SharpYaml.Events;

namespace Fairway.Schema.Yaml;

/// <summary>
/// Reads YAML into trees as API servers and Helm do: scalars as YAML 1.1 has them, keys as strings, only the first
/// document.
/// </summary>
public static class YamlReader
{
    /// <summary>The first document of a body, which must be a mapping; an empty text is an empty one.</summary>
    /// <exception cref="YamlFormatException">It is no YAML, or no mapping.</exception>
    public static JsonObject ReadObject(ReadOnlySpan<byte> utf8) =>
        Read(Encoding.UTF8.GetString(utf8), YamlReadOptions.Body, out var empty) as JsonObject
            ?? (empty ? [] : throw new YamlFormatException("the document is not a mapping"));

    /// <summary>The first document; null for an empty text too.</summary>
    /// <exception cref="YamlFormatException">It is no YAML, or breaks the options' rules.</exception>
    public static JsonNode? Read(string text, YamlReadOptions options) => Read(text, options, out _);

    private static JsonNode? Read(string text, YamlReadOptions options, out bool empty)
    {
        try
        {
            var reader = new EventReader(Parser.CreateParser(new StringReader(text)));
            reader.Expect<StreamStart>();
            empty = reader.Accept<StreamEnd>();
            if (empty)
            {
                return null;
            }

            reader.Expect<DocumentStart>();
            var root = new YamlTreeBuilder(reader, options).Build(0);
            reader.Expect<DocumentEnd>();
            return root;
        }
        catch (YamlException fault)
        {
            // The reference parser counts lines from 1 where the scanner fails, and from 0 where the grammar does.
            var line = fault.Start.Line + (fault is SyntaxErrorException ? 1 : 0);
            var words = Words(fault.Message);
            throw new YamlFormatException(line > 0 ? $"yaml: line {line}: {words}" : $"yaml: {words}", line);
        }
    }

    /// <summary>
    /// A parser's message without its positions and without what it was doing, as API servers put it:
    /// <c>(Lin: 0, Col: 1, Chr: 1): While parsing a node, did not find expected node content.</c>
    /// </summary>
    private static string Words(string message)
    {
        var told =
            message[(message.LastIndexOf("): ", StringComparison.Ordinal) + 1)..].TrimStart(':', ' ').TrimEnd('.');
        var doing = told.StartsWith("While ", StringComparison.Ordinal)
            ? told.IndexOf(", ", StringComparison.Ordinal)
            : -1;
        var what = doing < 0 ? told : told[(doing + 2)..];
        return what.StartsWith("find ", StringComparison.Ordinal) ? $"found {what[5..]}"
            : what.Length == 0 ? what
            : char.ToLowerInvariant(what[0]) + what[1..];
    }
}
