using Fairway.Cli;
using Fairway.Cli.Fleets;
using Fairway.Cli.Logging;
using Xunit;

namespace Fairway.Tests.Cli.Verbs;

/// <summary>Clusters that nobody has registered are joined by hand.</summary>
public sealed class ClusterVerbTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly List<string> log = [];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_cluster_joins_is_listed_and_leaves()
    {
        await using var fleet = await ManagedFleet.StartAsync(
            new FleetOptions { Clusters = 2, Nodes = 1, Data = folder.In("data"), Port = 0, Seed = 1 },
            new FleetClock(TimeProvider.System),
            new LogLines(TimeProvider.System, log.Add, verbose: false),
            Cancel);
        var kubeconfig = fleet.Fleet.KubeconfigPath;
        Task<(int Code, string Out, string Error)> RunAsync(params string[] arguments) =>
            CommandLine.RunAsync([.. arguments, "--kubeconfig", kubeconfig]);

        var (joined, told, error) = await RunAsync(
            "cluster", "join", "east", "--from", kubeconfig, "--from-context", "cluster-002",
            "-l", "fairway.dev/stage=canary");
        Assert.True(joined == ExitCodes.Ok, error);
        Assert.StartsWith("cluster/east joined (v1.", told, StringComparison.Ordinal);
        Assert.Contains("canary", (await RunAsync("cluster", "list")).Out, StringComparison.Ordinal);
        Assert.Contains(
            "was joined already",
            (await RunAsync("cluster", "join", "east", "--from", kubeconfig, "--from-context", "cluster-002")).Out,
            StringComparison.Ordinal);

        var plugin = folder.In("plugin");
        await File.WriteAllTextAsync(
            plugin,
            (await File.ReadAllTextAsync(kubeconfig, Cancel)).Replace(
                "    token: ", "    exec: {apiVersion: client.authentication.k8s.io/v1, command: id}\n    token: ",
                StringComparison.Ordinal),
            Cancel);
        var refused = await RunAsync("cluster", "join", "west", "--from", plugin, "--from-context", "cluster-001");
        Assert.Equal(ExitCodes.Usage, refused.Code);
        Assert.Contains("is refused", refused.Error, StringComparison.Ordinal);

        foreach (var id in new[] { "default", "kube-system", "kube-east", "fairway-system" })
        {
            var reserved = await RunAsync("cluster", "join", id, "--from", kubeconfig, "--from-context", "cluster-002");
            Assert.Equal(ExitCodes.Usage, reserved.Code);
            Assert.Contains($"no cluster can be called {id}: ", reserved.Error, StringComparison.Ordinal);
        }

        var unsure = await RunAsync("cluster", "remove", "east");
        Assert.Contains("cluster east stays", unsure.Error, StringComparison.Ordinal);
        Assert.Equal("cluster/east removed\n", (await RunAsync("cluster", "remove", "east", "--yes")).Out);
        Assert.Equal(ExitCodes.NotFound, (await RunAsync("cluster", "remove", "east", "--yes")).Code);
        Assert.DoesNotContain("east", (await RunAsync("cluster", "list", "-o", "json")).Out, StringComparison.Ordinal);
    }
}
