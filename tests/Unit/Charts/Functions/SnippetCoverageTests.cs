using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Fairway.Charts.Functions;
using Xunit;

namespace Fairway.Tests.Charts.Functions;

/// <summary>The Conformance suite compares snippets with the real helm; here is that none of the functions is left out
/// of them, nor any construct of the language.</summary>
public sealed partial class SnippetCoverageTests
{
    private static Lazy<string> Snippets { get; } = new(() => string.Join(
        "\n",
        ((string[])["snippets.tmpl", "snippets-4.tmpl", "faults.tmpl"]).Select(file => File.ReadAllText(Path(file)))));

    [Fact]
    public void Every_function_is_in_snippets()
    {
        var used = Actions().Matches(Snippets.Value)
            .SelectMany(action => Words().Matches(Strings().Replace(action.Value, "\"\"")))
            .GroupBy(word => word.Value)
            .ToDictionary(word => word.Key, word => word.Count(), StringComparer.Ordinal);

        Assert.Equal([], FunctionTable.Helm.Names.Where(name => used.GetValueOrDefault(name) < 2));
    }

    [Theory]
    [InlineData(@"\{\{-? *if ", 10)]
    [InlineData(@"\{\{-? *else if ", 2)]
    [InlineData(@"\{\{-? *else with ", 1)]
    [InlineData(@"\{\{-? *range ", 20)]
    [InlineData(@"\{\{-? *with ", 5)]
    [InlineData(@"\{\{-? *define ", 5)]
    [InlineData(@"\{\{-? *template ", 3)]
    [InlineData(@"\{\{-? *block ", 1)]
    [InlineData(@"\{\{-? *break", 2)]
    [InlineData(@"\{\{-? *continue", 1)]
    [InlineData(@"\{\{-? ?/\*", 4)]
    [InlineData(@"\$[a-z]+ = ", 3)]
    [InlineData(@"\$[a-z]+ := ", 10)]
    public void Every_construct_is_in_snippets(string pattern, int fewest) =>
        Assert.InRange(Regex.Count(Snippets.Value, pattern), fewest, int.MaxValue);

    [GeneratedRegex(@"\{\{.*?\}\}", RegexOptions.Singleline)]
    private static partial Regex Actions();

    [GeneratedRegex("""
        "(?:[^"\\]|\\.)*"
        """)]
    private static partial Regex Strings();

    [GeneratedRegex(@"(?<![.$\w])[A-Za-z_]\w*")]
    private static partial Regex Words();

    private static string Path(string name, [CallerFilePath] string caller = "") => System.IO.Path.GetFullPath(
        System.IO.Path.Combine(
            System.IO.Path.GetDirectoryName(caller)!, "..", "..", "..", "Conformance", "Charts", "Data", name));
}
