using System.Text;
using Fairway.Charts.Archives;
using Fairway.Charts.Ignoring;

namespace Fairway.Charts;

/// <summary>
/// Which files of a folder are no part of its chart: the rules of <c>.helmignore</c>, and hidden files among templates.
/// Archives have no such rules: what is in them counts.
/// </summary>
/// <remarks>Source: Helm's pkg/ignore. A rule that begins with an exclamation mark ignores all that it does not
/// match.</remarks>
public sealed class ChartIgnore
{
    /// <summary>The name of the file of rules.</summary>
    public const string FileName = ".helmignore";

    private const string HiddenTemplates = "templates/.?*";

    private readonly IReadOnlyList<Rule> rules;

    private ChartIgnore(IReadOnlyList<Rule> rules) => this.rules = rules;

    /// <summary>Reads the rules of a file; an empty one has those that always hold.</summary>
    /// <exception cref="ChartException">A rule cannot be read.</exception>
    public static ChartIgnore Parse(ReadOnlyMemory<byte> content)
    {
        var lines = Encoding.UTF8.GetString(ByteOrderMark.Without(content).Span).Split('\n').Append(HiddenTemplates);
        return new ChartIgnore([.. lines
            .Select((line, index) => (Text: line.Trim(), Line: index + 1))
            .Where(line => line.Text.Length > 0 && line.Text[0] != '#')
            .Select(line => Read(line.Text, line.Line))]);
    }

    /// <summary>Whether a file, or a folder with all that is in it, is left out.</summary>
    /// <param name="path">From the chart's root, with slashes.</param>
    /// <param name="isFolder">Whether it is a folder.</param>
    public bool Ignores(string path, bool isFolder)
    {
        foreach (var rule in rules)
        {
            var isMatch = (!rule.OnlyFolders || isFolder) && rule.IsMatch(path);
            if (isMatch != rule.IsNegative)
            {
                return true;
            }
        }

        return false;
    }

    private static Rule Read(string text, int line)
    {
        if (text.Contains("**", StringComparison.Ordinal))
        {
            throw new ChartException(
                $"{FileName}, line {line}: double-star (**) syntax is not supported", FileName, line);
        }

        var isNegative = text[0] == '!';
        var rule = text[(isNegative ? 1 : 0)..];
        var onlyFolders = rule.EndsWith('/');
        rule = onlyFolders ? rule[..^1] : rule;
        var isRooted = rule.StartsWith('/');
        rule = isRooted ? rule[1..] : rule;
        try
        {
            return new Rule(
                PathPattern.Parse(rule), isNegative, onlyFolders,
                !isRooted && !rule.Contains('/', StringComparison.Ordinal));
        }
        catch (FormatException fault)
        {
            throw new ChartException($"{FileName}, line {line}: {fault.Message}", FileName, line);
        }
    }

    /// <summary>One line.</summary>
    private sealed record Rule(PathPattern Pattern, bool IsNegative, bool OnlyFolders, bool OfNames)
    {
        public bool IsMatch(string path) => Pattern.IsMatch(OfNames ? path[(path.LastIndexOf('/') + 1)..] : path);
    }
}
