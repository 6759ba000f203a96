using System.Text;
using System.Text.Json.Nodes;
using Fairway.Schema.Yaml;

namespace Fairway.Charts.Archives;

/// <summary>Reads files of YAML that must be maps.</summary>
internal static class YamlFile
{
    private const string Separator = "---";

    /// <summary>The first document; an empty one is an empty map.</summary>
    /// <exception cref="ChartException">It is no YAML, or no map.</exception>
    public static JsonObject Map(string file, ReadOnlyMemory<byte> content) =>
        Map(file, Encoding.UTF8.GetString(content.Span), 0);

    /// <summary>Values: of Helm 4 all documents, each laid over the one before; of Helm 3 the first.</summary>
    /// <exception cref="ChartException">It is no YAML, or no map.</exception>
    public static JsonObject Values(string file, ReadOnlyMemory<byte> content, HelmLine line)
    {
        var text = Encoding.UTF8.GetString(content.Span);
        if (line == HelmLine.Three || !text.Contains(Separator, StringComparison.Ordinal))
        {
            return Map(file, text, 0);
        }

        var merged = new JsonObject();
        foreach (var (document, first) in Documents(text))
        {
            merged = ChartValues.Over(merged, Map(file, document, first));
        }

        return merged;
    }

    private static JsonObject Map(string file, string text, int lines)
    {
        try
        {
            return YamlReader.Read(text, YamlReadOptions.Lenient) switch
            {
                JsonObject map => map,
                null => [],
                _ => throw new ChartException($"{file} is not a map of keys and values", file),
            };
        }
        catch (YamlFormatException fault)
        {
            throw new ChartException($"{file}: {fault.Message}", file, fault.Line > 0 ? fault.Line + lines : 0);
        }
    }

    /// <summary>The documents, and how many lines are before each.</summary>
    private static IEnumerable<(string Text, int First)> Documents(string text)
    {
        var document = new StringBuilder();
        var first = 0;
        var at = 0;
        foreach (var line in text.Split('\n'))
        {
            at++;
            if (!line.StartsWith(Separator, StringComparison.Ordinal) || line[Separator.Length..].Trim() is not "")
            {
                document.Append(line).Append('\n');
                continue;
            }

            if (document.Length > 0)
            {
                yield return (document.ToString(), first);
                document.Clear();
            }

            first = at;
        }

        yield return (document.ToString(), first);
    }
}
