using System.Text;
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
        Assert.Empty(read.Behaviors);
        Assert.Equal(2, read.Rules.Rules.Length);
        var crash = read.Rules.Rules[0];
        Assert.Equal(("*/web:2.0", null), (crash.Image, crash.Node));
        Assert.Equal("arm64", crash.NodeLabels!["kubernetes.io/arch"]);
        Assert.Equal(
            PodBehaviour.Default with { EndsAfter = TimeSpan.FromMilliseconds(500), ExitCode = 139 }, crash.Behaviour);
        Assert.Equal(PodBehaviour.Default with { Ready = TimeSpan.FromMinutes(1) }, read.Rules.Rules[1].Behaviour);
        Assert.Equal("web", read.Rules.Rules[1].Labels!["app"]);
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
    public void Behaviors_are_read_one_a_document()
    {
        var read = Read("""
            # What happens to one image.
            ---
            apiVersion: twin.fairway.dev/v1alpha1
            kind: PodBehavior
            metadata: {name: crash}
            spec: {run: {after: {mean: 1s}}}
            ---
            ---
            apiVersion: twin.fairway.dev/v1alpha1
            kind: PodBehavior
            metadata: {name: leak}
            spec: {}
            """);
        Assert.Empty(read.Rules.Rules);
        Assert.Equal(["PodBehavior crash", "PodBehavior leak"], read.Behaviors.Select(b => $"{b.Kind} {b.Name}"));
        Assert.Contains("\"mean\":\"1s\"", Encoding.UTF8.GetString(read.Behaviors[0].Json.Span));
    }

    [Theory]
    [InlineData("kind: Pod\napiVersion: twin.fairway.dev/v1alpha1", "document 1: must be of twin.fairway.dev/v1alpha1")]
    [InlineData(
        "---\nkind: PodBehavior\napiVersion: twin.fairway.dev/v1alpha1", "document 2: metadata.name is missing")]
    public void A_document_that_is_no_behavior_is_named(string yaml, string says)
    {
        var failure = Assert.Throws<CliFailure>(() => Read(yaml));
        Assert.Contains(says, failure.Message);
    }

    [Fact]
    public void A_file_that_is_not_there_is_named()
    {
        var failure = Assert.Throws<CliFailure>(() => BehaviourFile.Read(folder.In("missing.yaml")));
        Assert.Contains("missing.yaml", failure.Message);
    }

    private BehaviourContent Read(string yaml)
    {
        File.WriteAllText(folder.In("b.yaml"), yaml);
        return BehaviourFile.Read(folder.In("b.yaml"));
    }
}
