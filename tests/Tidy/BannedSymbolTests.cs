using System.Diagnostics;
using System.Text.RegularExpressions;
using Fairway.Tidy.Reading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Fairway.Tidy;

/// <summary>
/// Builds <c>Banned/BreaksEveryRule.cs</c> with the real analyser and the real lists, and looks for each banned symbol
/// among the complaints: a line of the lists with a misspelt id would ban nothing, silently.
/// </summary>
public sealed partial class BannedSymbolTests
{
    private const string Sample = "tests/Tidy/Banned/BreaksEveryRule.cs";

    [Fact]
    public void Every_line_of_the_lists_bans_what_it_names()
    {
        var complaints = Complaints();
        var uses = LinesBySymbol();
        var silent = BannedList.All
            .Where(ban => !uses.GetValueOrDefault(ban.Key, []).Any(complaints.Contains))
            .Select(
                ban => new Offence(ban.Value, $"{ban.Key} is not reported", $"mend the id, and use it in {Sample}"));
        Offence.None(silent);
    }

    /// <summary>The lines of the sample at which the build complained of a banned symbol.</summary>
    private static HashSet<int> Complaints()
    {
        var output = Directory.CreateTempSubdirectory("fairway-banned-");
        try
        {
            var start = new ProcessStartInfo(
                "dotnet", ["build", "tests/Tidy/Banned/Banned.csproj", "-nologo", "-v", "quiet", "-nodeReuse:false",
                "-p:Analyse=true", $"-p:ArtifactsPath={output.FullName}"])
            {
                WorkingDirectory = Repository.Root,
                RedirectStandardOutput = true,
            };
            using var build = Process.Start(start)!;
            var said = build.StandardOutput.ReadToEnd();
            build.WaitForExit();
            Assert.True(build.ExitCode == 1 && said.Contains("error RS0030", StringComparison.Ordinal), said);
            return [.. Complaint().Matches(said).Select(match => int.Parse(match.Groups[1].ValueSpan, provider: null))];
        }
        finally
        {
            output.Delete(recursive: true);
        }
    }

    /// <summary>Documentation ids of all that the sample uses, types of members included, with the lines.</summary>
    private static Dictionary<string, List<int>> LinesBySymbol()
    {
        var tree = CSharpSyntaxTree.ParseText(
            "global using System; global using System.IO; global using System.Linq; global using System.Threading; "
            + "global using System.Threading.Tasks; global using System.Collections.Generic; "
                + Repository.Read(Sample));
        var model = SampleAssembly.CreateCompilation(tree).GetSemanticModel(tree);
        var lines = new Dictionary<string, List<int>>(StringComparer.Ordinal);
        foreach (var node in tree.GetRoot(TestContext.Current.CancellationToken).DescendantNodes())
        {
            var symbol = model.GetSymbolInfo(node, TestContext.Current.CancellationToken).Symbol?.OriginalDefinition;
            foreach (var id in new[]
                { symbol?.GetDocumentationCommentId(), symbol?.ContainingType?.GetDocumentationCommentId() })
            {
                var line = node.GetLocation().GetLineSpan().StartLinePosition.Line + 1;
                (lines.TryGetValue(id ?? "", out var all) ? all : lines[id ?? ""] = []).Add(line);
            }
        }

        return lines;
    }

    [GeneratedRegex(@"BreaksEveryRule\.cs\((\d+),\d+\): error RS0030", RegexOptions.CultureInvariant)]
    private static partial Regex Complaint();
}
