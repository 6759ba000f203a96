using System.Text;
using Fairway.Cli;
using Fairway.Cli.Clusters;
using Xunit;

namespace Fairway.Tests.Cli.Clusters;

public sealed class MinifiedKubeconfigTests
{
    private const string Two = """
        apiVersion: v1
        kind: Config
        current-context: one
        contexts:
        - {name: one, context: {cluster: c1, user: u1}}
        - {name: two, context: {cluster: c2, user: u2}}
        clusters:
        - {name: c1, cluster: {server: "https://one"}}
        - {name: c2, cluster: {server: "https://two"}}
        users:
        - {name: u1, user: {token: first}}
        - {name: u2, user: {token: second}}

        """;

    [Theory]
    [InlineData(null, "https://one", "first", "second")]
    [InlineData("two", "https://two", "second", "first")]
    public void One_context_is_kept_and_nothing_of_the_others(string? context, string server, string kept, string gone)
    {
        var text = MinifiedKubeconfig.Of("f", Encoding.UTF8.GetBytes(Two), context);
        Assert.Contains(server, text, StringComparison.Ordinal);
        Assert.Contains(kept, text, StringComparison.Ordinal);
        Assert.DoesNotContain(gone, text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("three", Two, "f has no context three; it has one, two")]
    [InlineData(null, "kind: Config\n", "f has no current context; name one with --from-context")]
    [InlineData(null, "[1, 2]", "f is no kubeconfig")]
    public void What_is_missing_is_said(string? context, string yaml, string says)
    {
        var failure = Assert.Throws<CliFailure>(
            () => MinifiedKubeconfig.Of("f", Encoding.UTF8.GetBytes(yaml), context));
        Assert.StartsWith(says, failure.Message, StringComparison.Ordinal);
    }
}
