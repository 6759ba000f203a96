using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using Fairway.Merge.Fields;
using Fairway.Merge.Values;

namespace Fairway.Merge.Diffing;

/// <summary>Reads the texts of paths.</summary>
internal sealed class PathReader
{
    private const int DeepestKey = 8;

    private readonly string text;
    private readonly ImmutableArray<PathElement>.Builder elements = ImmutableArray.CreateBuilder<PathElement>();
    private int at;

    private PathReader(string text) => this.text = text;

    private bool AtEnd => at >= text.Length;

    /// <summary>Reads, or says what is wrong and where.</summary>
    public static bool TryRead(string text, out ImmutableArray<PathElement> elements, out string problem)
    {
        var reader = new PathReader(text);
        while (!reader.AtEnd)
        {
            if (!reader.ReadElement())
            {
                elements = [];
                problem = $"\"{text}\" is no path of a field: look at character {reader.at + 1}; "
                    + "a path is written like spec.containers[name=app].image";
                return false;
            }
        }

        (elements, problem) = (reader.elements.ToImmutable(), "");
        return true;
    }

    private bool ReadElement()
    {
        if (text[at] == '[')
        {
            at++;
            return ReadBracket() && Skip(']');
        }

        if (elements.Count > 0 && !Skip('.'))
        {
            return false;
        }

        var name = ReadUntil(".[]");
        elements.Add(PathElement.Field(name));
        return name.Length > 0;
    }

    private bool ReadBracket()
    {
        if (AtEnd)
        {
            return false;
        }

        if (text[at] == '"' && ReadQuoted() is { } name)
        {
            if (AtEnd || text[at] != '=')
            {
                elements.Add(PathElement.Field(name));
                return true;
            }

            return ReadKey(name);
        }

        if (text[at] == '=')
        {
            at++;
            return ReadValue(out var value) && Add(PathKind.Value, CanonicalJson.Text(value));
        }

        if (char.IsAsciiDigit(text[at]))
        {
            var index = ReadUntil("]");
            return index.All(char.IsAsciiDigit) && Add(PathKind.Index, index);
        }

        return ReadKey(ReadUntil("=]"));
    }

    private bool ReadKey(string first)
    {
        var key = new JsonObject();
        for (string? name = first; name is { Length: > 0 } && key.Count < DeepestKey; name = ReadName())
        {
            if (!Skip('=') || key.ContainsKey(name) || !ReadValue(out var value))
            {
                return false;
            }

            key.Add(name, value);
            if (!Skip(','))
            {
                return Add(PathKind.Key, CanonicalJson.Text(key));
            }
        }

        return false;
    }

    private string? ReadName() => !AtEnd && text[at] == '"' ? ReadQuoted() : ReadUntil("=]");

    private bool ReadValue(out JsonNode? value)
    {
        value = null;
        if (!AtEnd && text[at] == '"')
        {
            value = ReadQuoted();
            return value is not null;
        }

        var bare = ReadUntil(",]");
        if (PathWriter.IsPlainValue(bare))
        {
            value = bare;
            return true;
        }

        return bare.Length > 0 && bare[0] is not ('{' or '[') && TryParse(bare, out value);
    }

    private string? ReadQuoted()
    {
        var end = at + 1;
        while (end < text.Length && text[end] != '"')
        {
            end += text[end] == '\\' ? 2 : 1;
        }

        if (end >= text.Length || !TryParse(text[at..(end + 1)], out var node))
        {
            return null;
        }

        at = end + 1;
        return node!.GetValue<string>();
    }

    private string ReadUntil(string stops)
    {
        var start = at;
        while (!AtEnd && !stops.Contains(text[at], StringComparison.Ordinal))
        {
            at++;
        }

        return text[start..at];
    }

    private bool Skip(char expected)
    {
        if (AtEnd || text[at] != expected)
        {
            return false;
        }

        at++;
        return true;
    }

    private bool Add(PathKind kind, string element)
    {
        elements.Add(new(kind, element));
        return true;
    }

    private static bool TryParse(string json, out JsonNode? node)
    {
        try
        {
            node = JsonNode.Parse(json);
            return true;
        }
        catch (JsonException)
        {
            node = null;
            return false;
        }
    }
}
