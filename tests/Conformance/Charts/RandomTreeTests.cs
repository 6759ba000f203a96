using Fairway.Charts;
using Fairway.Conformance.Hosts;
using Fairway.Schema.Yaml;
using Xunit;

namespace Fairway.Conformance.Charts;

/// <summary>Values of charts in charts that a seed draws are laid over each other as both helms do it.</summary>
public sealed class RandomTreeTests
{
    private const int Trees = 3;
    private const int Draws = 2;

    [Theory]
    [InlineData(HelmLine.Four)]
    [InlineData(HelmLine.Three)]
    public async Task Random_charts_with_random_values_are_rendered_as_helm_renders_them(HelmLine line)
    {
        var cancel = TestContext.Current.CancellationToken;
        var equal = 0;
        for (var i = 0; i < Budget.Of(Trees); i++)
        {
            var seed = unchecked((Budget.Seed * 1000) + i);
            var tree = new RandomTree(seed);
            using var scratch = new ScratchFolder();
            await new TreeCase($"{seed}", [], tree.Files()).WriteAsync(scratch.Path, cancel);
            for (var draw = 0; draw < Draws; draw++)
            {
                var file = Path.Combine(scratch.Path, "more.yaml");
                await File.WriteAllBytesAsync(file, YamlText.Write(tree.Given()), cancel);
                var ours = await ChartCommandLine.FairwayAsync(line, scratch.Path, ["-f", "more.yaml"]);
                var goesRound = ours.Errors.Contains("puts these values into themselves", StringComparison.Ordinal);
                if (goesRound && line == HelmLine.Three)
                {
                    // It would not come to an end.
                    continue;
                }

                var helm = await ChartCommandLine.HelmAsync(line, scratch.Path, ["-f", "more.yaml"], cancel);
                if (goesRound)
                {
                    Assert.Contains("stack overflow", helm.Errors, StringComparison.Ordinal);
                    continue;
                }

                Assert.True(
                    helm.ExitCode == ours.ExitCode, $"seed {seed}, draw {draw}\nhelm: {helm}\nours: {ours}");
                Assert.True(
                    helm.ExitCode != 0 || helm.Output == ours.Output,
                    $"seed {seed}, draw {draw}\n{Difference(helm.Output, ours.Output)}");
                equal += helm.ExitCode == 0 ? 1 : 0;
            }
        }

        Assert.InRange(equal, 1, int.MaxValue);
    }

    private static string Difference(string helm, string ours)
    {
        var lines = helm.Split('\n').Zip(ours.Split('\n')).Where(pair => pair.First != pair.Second).Take(3);
        return string.Join('\n', lines.Select(pair => $"helm: {pair.First}\nours: {pair.Second}"));
    }
}
