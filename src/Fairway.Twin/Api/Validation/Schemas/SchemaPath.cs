using System.Collections.Immutable;
using System.Text;
using System.Text.Json.Nodes;

namespace Fairway.Twin.Api.Validation.Schemas;

/// <summary>
/// A path to one place of a schema, as rules and selectable fields name it: <c>.spec.size</c>,
/// <c>.labels['a.b']</c>.
/// </summary>
/// <param name="Steps">The steps, and whether each is a declared property (or else a key of a map).</param>
/// <param name="Schema">The schema of the place; null where there is none.</param>
/// <param name="Problem">Why it leads nowhere, in the words of the reference server; null where it leads.</param>
internal sealed record SchemaPath(
    ImmutableArray<(string Name, bool IsDeclared)> Steps, JsonObject? Schema, string? Problem)
{
    private const string Nowhere = "does not refer to a valid field";
    private const string Cut = "unexpected end of JSON path";

    /// <summary>The path as errors show it.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (var (name, isDeclared) in Steps)
        {
            text.Append(isDeclared ? text.Length == 0 ? "" : "." : "[").Append(name).Append(isDeclared ? "" : "]");
        }

        return text.ToString();
    }

    /// <summary>The names of a path that can be followed.</summary>
    public static IEnumerable<string> Names(string path) => Tokens(path)
        .Where(token => token is not ("." or "[" or "]"))
        .Select(token => token.Length > 1 && token[0] == '\'' ? Unquote(token) : token);

    /// <summary>Follows a path from a schema.</summary>
    public static SchemaPath Resolve(string path, JsonObject? schema, bool admitsBrackets)
    {
        var steps = ImmutableArray.CreateBuilder<(string, bool)>();
        var tokens = new Queue<string>(Tokens(path));
        while (tokens.TryDequeue(out var token))
        {
            if (Step(token, tokens, admitsBrackets, out var name) is { } problem)
            {
                return new([], null, problem);
            }

            var isDeclared = schema?["properties"] is JsonObject { Count: > 0 };
            schema = (isDeclared ? schema?["properties"]?[name] : schema?["additionalProperties"]) as JsonObject;
            if (schema is null)
            {
                return new([], null, Nowhere);
            }

            steps.Add((name, isDeclared));
            if (token == "[" && (!tokens.TryDequeue(out var close) || close != "]"))
            {
                return new([], null, close is null ? Cut : $"expected ] but got {close}");
            }
        }

        return new(steps.ToImmutable(), schema, null);
    }

    private static string? Step(string token, Queue<string> tokens, bool admitsBrackets, out string name)
    {
        name = "";
        if (token is not ("." or "["))
        {
            return $"expected [ or . but got: {token}";
        }

        if (token == "[" && !admitsBrackets)
        {
            return "array notation is not allowed";
        }

        if (!tokens.TryDequeue(out var next))
        {
            return Cut;
        }

        if (token == "[" && (next.Length < 2 || next[0] != '\'' || next[^1] != '\''))
        {
            return $"expected single quoted string but got {next}";
        }

        name = token == "[" ? Unquote(next) : next;
        return null;
    }

    private static string Unquote(string token) => token[1..^1].Replace("\\'", "'", StringComparison.Ordinal);

    private static IEnumerable<string> Tokens(string path)
    {
        for (var i = 0; i < path.Length;)
        {
            var end = i + 1;
            if (path[i] == '\'')
            {
                while (end < path.Length && (path[end] != '\'' || path[end - 1] == '\\'))
                {
                    end++;
                }

                end = Math.Min(end + 1, path.Length);
            }
            else if (path[i] is not ('.' or '[' or ']'))
            {
                while (end < path.Length && path[end] is not ('.' or '[' or ']'))
                {
                    end++;
                }
            }

            yield return path[i..end];
            i = end;
        }
    }
}
