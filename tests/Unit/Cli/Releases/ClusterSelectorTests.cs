using System.Text.Json;
using Fairway.Api.Meta;
using Fairway.Cli;
using Fairway.Cli.Releases;
using Xunit;

namespace Fairway.Tests.Cli.Releases;

public sealed class ClusterSelectorTests
{
    private static readonly Dictionary<string, string> Labels = new(StringComparer.Ordinal)
    {
        ["fairway.dev/stage"] = "canary",
        ["region"] = "eu",
    };

    [Theory]
    [InlineData("fairway.dev/stage=canary", true)]
    [InlineData("fairway.dev/stage==canary", true)]
    [InlineData("fairway.dev/stage = canary , region=eu", true)]
    [InlineData("fairway.dev/stage=canary,region=us", false)]
    [InlineData("region!=us", true)]
    [InlineData("region!=eu", false)]
    [InlineData("missing!=eu", true)]
    [InlineData("region in (us, eu)", true)]
    [InlineData("region in (us,ap),region", false)]
    [InlineData("region notin (us,ap),fairway.dev/stage", true)]
    [InlineData("region", true)]
    [InlineData("!region", false)]
    [InlineData("!missing", true)]
    public void A_selector_selects_as_kubectl_would(string text, bool matches)
    {
        var selector = ClusterSelector.Parse("--clusters", text).Deserialize<LabelSelector>(
            JsonSerializerOptions.Web)!;
        Assert.Equal(matches, selector.Matches(Labels));
    }

    [Theory]
    [InlineData("", "\"\"")]
    [InlineData("a=b,", "\"\"")]
    [InlineData("a in b", "\"a in b\"")]
    [InlineData("a=b c", "\"a=b c\"")]
    [InlineData("a>1", "\"a>1\"")]
    [InlineData("x=y,a in (b", "\"a in (b\"")]
    public void What_is_no_selector_is_refused_and_quoted(string text, string part)
    {
        var failure = Assert.Throws<CliFailure>(() => ClusterSelector.Parse("--clusters", text));
        Assert.Equal(ExitCodes.Usage, failure.ExitCode);
        Assert.Contains($"--clusters: {part} is no requirement", failure.Message);
    }
}
