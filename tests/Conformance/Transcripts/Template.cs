using System.Collections.Concurrent;
using System.Text;
using System.Text.RegularExpressions;

namespace Fairway.Conformance.Transcripts;

/// <summary>A recorded string that may hold placeholders among literal text.</summary>
internal sealed partial class Template
{
    private static readonly ConcurrentDictionary<string, Template> Parsed = new(StringComparer.Ordinal);

    private readonly List<TemplatePart> parts = [];

    private Template(string text)
    {
        Text = text;
        var at = 0;
        foreach (Match match in PlaceholderPattern().Matches(text))
        {
            var isKnown = Placeholder.Kinds.TryGetValue(match.Groups["kind"].Value, out var kind);
            if (!isKnown || (match.Groups["number"].Success && !kind!.Numbered))
            {
                continue;
            }

            AddLiteral(text[at..match.Index]);
            parts.Add(new TemplatePart(match.Value[1..^1], kind));
            at = match.Index + match.Length;
        }

        AddLiteral(text[at..]);
    }

    public string Text { get; }

    public bool IsLiteral => parts.All(part => part.Kind is null);

    /// <summary>The template of <paramref name="text"/>; parsed once.</summary>
    public static Template Of(string text) => Parsed.GetOrAdd(text, value => new Template(value));

    /// <summary>The names of the placeholders in order.</summary>
    public IEnumerable<string> Names => parts.Where(part => part.Kind is not null).Select(part => part.Text);

    /// <summary>The string with every placeholder's value in its place.</summary>
    /// <exception cref="UnlearnedValueException">No answer has shown the value of a placeholder yet.</exception>
    public string Fill(Bindings bindings)
    {
        if (parts is [{ Kind: null }])
        {
            return Text;
        }

        var text = new StringBuilder();
        foreach (var part in parts)
        {
            text.Append(part.Kind is null ? part.Text : bindings.Value(part.Text));
        }

        return text.ToString();
    }

    /// <summary>Null if <paramref name="actual"/> fits, its values being learned; else what is wrong.</summary>
    public string? Match(string actual, Bindings bindings)
    {
        if (IsLiteral)
        {
            return string.Equals(Text, actual, StringComparison.Ordinal) ? null : "differs";
        }

        var names = new List<string>();
        var match = Regex.Match(actual, Pattern(bindings, names), RegexOptions.CultureInvariant);
        if (!match.Success)
        {
            return "differs";
        }

        for (var index = 0; index < names.Count; index++)
        {
            if (bindings.Learn(names[index], match.Groups[$"g{index}"].Value) is { } clash)
            {
                return clash;
            }
        }

        return null;
    }

    private string Pattern(Bindings bindings, List<string> names)
    {
        var pattern = new StringBuilder("\\A");
        foreach (var (text, kind) in parts)
        {
            if (kind is null)
            {
                pattern.Append(Regex.Escape(text));
            }
            else if (kind.Kept && bindings.TryValue(text, out var known))
            {
                pattern.Append(Regex.Escape(known));
            }
            else if (names.IndexOf(text) is var index and >= 0)
            {
                pattern.Append($"\\k<g{index}>");
            }
            else if (!kind.Numbered)
            {
                pattern.Append($"(?:{kind.Pattern})");
            }
            else
            {
                pattern.Append($"(?<g{names.Count}>{kind.Pattern})");
                names.Add(text);
            }
        }

        return pattern.Append("\\z").ToString();
    }

    private void AddLiteral(string text)
    {
        if (text.Length > 0 || parts.Count == 0)
        {
            parts.Add(new TemplatePart(text, null));
        }
    }

    [GeneratedRegex("<(?<kind>[a-z]+)(?::(?<number>[0-9]+))?>")]
    private static partial Regex PlaceholderPattern();
}
