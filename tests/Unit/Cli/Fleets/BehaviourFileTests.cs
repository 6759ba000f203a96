using Fairway.Cli;
using Fairway.Cli.Fleets;
using Fairway.Twin.Behaviour.Nodes;
using Xunit;

namespace Fairway.Tests.Cli.Fleets;

public sealed class BehaviourFileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Rules_are_read_in_order_and_what_is_left_out_is_as_usual()
    {
        var read = Read("""
            rules:
            - image: "*/web:2.0"
              nodeLabels: {kubernetes.io/arch: arm64}
              endsAfter: 500ms
              exitCode: 139
            - labels: {app: web}
              node: node-00*
              ready: 1m
            """);
        Assert.Equal(2, read.Rules.Length);
        var crash = read.Rules[0];
        Assert.Equal(("*/web:2.0", null), (crash.Image, crash.Node));
        Assert.Equal("arm64", crash.NodeLabels!["kubernetes.io/arch"]);
        Assert.Equal(
            PodBehaviour.Default with { EndsAfter = TimeSpan.FromMilliseconds(500), ExitCode = 139 }, crash.Behaviour);
        Assert.Equal(PodBehaviour.Default with { Ready = TimeSpan.FromMinutes(1) }, read.Rules[1].Behaviour);
        Assert.Equal("web", read.Rules[1].Labels!["app"]);
    }

    [Theory]
    [InlineData("rules:\n- imagee: x", "imagee")]
    [InlineData("rules:\n- endsAfter: soon", "rules[0].endsAfter: must be a duration such as 90s or 1h30m")]
    [InlineData("rules: x", "rules")]
    [InlineData("{", "yaml")]
    [InlineData("- a", "not a mapping")]
    [InlineData("rulez: []", "rulez")]
    [InlineData("", "rules")]
    public void What_is_not_understood_is_named_with_its_place(string yaml, string says)
    {
        var failure = Assert.Throws<CliFailure>(() => Read(yaml));
        Assert.Equal(ExitCodes.Usage, failure.ExitCode);
        Assert.StartsWith($"behaviours {folder.In("b.yaml")}: ", failure.Message);
        Assert.Contains(says, failure.Message);
        Assert.DoesNotContain('\n', failure.Message);
    }

    [Fact]
    public void A_file_that_is_not_there_is_named()
    {
        var failure = Assert.Throws<CliFailure>(() => BehaviourFile.Read(folder.In("missing.yaml")));
        Assert.Contains("missing.yaml", failure.Message);
    }

    private PodBehaviours Read(string yaml)
    {
        File.WriteAllText(folder.In("b.yaml"), yaml);
        return BehaviourFile.Read(folder.In("b.yaml"));
    }
}
