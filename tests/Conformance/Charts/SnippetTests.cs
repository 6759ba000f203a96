using System.Text.RegularExpressions;
using Fairway.Charts;
using Fairway.Conformance.Hosts;
using Xunit;

namespace Fairway.Conformance.Charts;

/// <summary>Hundreds of snippets print what they print by the real helm; what helm refuses is refused in its
/// words.</summary>
public sealed partial class SnippetTests
{
    private const int FewestSnippets = 500;

    [Theory]
    [InlineData(HelmLine.Four, "snippets.tmpl", FewestSnippets)]
    [InlineData(HelmLine.Three, "snippets.tmpl", FewestSnippets)]
    [InlineData(HelmLine.Four, "snippets-4.tmpl", 3)]
    public async Task Snippets_print_what_helm_prints(HelmLine line, string file, int fewest)
    {
        var snippets = SnippetChart.Read($"charts/{file}");
        using var scratch = new ScratchFolder();
        await SnippetChart.WriteAsync(scratch.Path, snippets, TestContext.Current.CancellationToken);
        var helm = await HelmTool.TemplateAsync(line, scratch.Path, null, TestContext.Current.CancellationToken);
        Assert.True(helm.ExitCode == 0, helm.ToString());
        var expected = SnippetChart.Texts(helm.Output);

        var differences = (from row in snippets.Zip(expected).Index()
                          let ours = SnippetChart.Render(row.Item.First, line)
                          let theirs = row.Item.Second.Replace(
                              $"_s{row.Index:0000}", "_s0000", StringComparison.Ordinal)
                          where ours != theirs
                          select $"{row.Item.First}\n  helm: {theirs}\n  ours: {ours}").ToList();

        Assert.Equal(snippets.Count, expected.Count);
        Assert.True(snippets.Count >= fewest);
        Assert.True(differences.Count == 0, string.Join("\n", differences));
    }

    [Theory]
    [InlineData(HelmLine.Four)]
    [InlineData(HelmLine.Three)]
    public async Task Faults_are_told_in_the_words_of_helm(HelmLine line)
    {
        var differences = new List<string>();
        foreach (var snippet in SnippetChart.Read("charts/faults.tmpl"))
        {
            using var scratch = new ScratchFolder();
            await SnippetChart.WriteAsync(scratch.Path, [snippet], TestContext.Current.CancellationToken);
            var helm = await HelmTool.TemplateAsync(line, scratch.Path, null, TestContext.Current.CancellationToken);
            var (theirs, ours) = (Plain(helm.Errors), Plain(SnippetChart.Render(snippet, line)));
            if (ours != theirs)
            {
                differences.Add($"{snippet}\n  helm: {theirs}\n  ours: {ours}");
            }
        }

        Assert.True(differences.Count == 0, string.Join("\n", differences));
    }

    /// <summary>Helm 4 breaks the way to a fault into lines, and leaves some words out.</summary>
    private static string Plain(string error)
    {
        var start = error.IndexOf("Error: ", StringComparison.Ordinal);
        var told = start < 0 ? error : error[(start + "Error: ".Length)..];
        var end = told.IndexOf("\n\nUse --debug", StringComparison.Ordinal);
        var line = Breaks().Replace(end < 0 ? told : told[..end], " ").Trim();
        return Places().Replace(line, "$1 executing").Replace("template: ", "", StringComparison.Ordinal);
    }

    [GeneratedRegex(@"\s*\n\s*")]
    private static partial Regex Breaks();

    [GeneratedRegex(@"(:[0-9]+:[0-9]+): executing")]
    private static partial Regex Places();
}
