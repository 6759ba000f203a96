using Xunit;

namespace Fairway.Tests.Cli.Commands;

public sealed class TenantCommandTests
{
    [Fact]
    public async Task A_kubeconfig_that_is_not_there_is_told_in_one_line()
    {
        var (code, output, error) = await CommandLine.RunAsync("tenant", "--kubeconfig", "/no/such/kubeconfig");
        Assert.Equal((1, ""), (code, output));
        Assert.Contains("/no/such/kubeconfig", error, StringComparison.Ordinal);
        Assert.Single(error.TrimEnd('\n').Split('\n'));
    }

    [Fact]
    public async Task Nonsense_on_the_command_line_is_a_matter_of_usage()
    {
        var (code, _, _) = await CommandLine.RunAsync("tenant", "--no-such-option");
        Assert.Equal(2, code);
    }
}
