using System.Text.Json.Nodes;
using Fairway.Api;
using Fairway.Api.Clusters;
using Fairway.Cli.Fleets;
using Fairway.Cli.Logging;
using Fairway.Kube;
using Fairway.Kube.Caching;
using Xunit;

namespace Fairway.Tests.Cli.Fleets;

public sealed class ManagedFleetTests : IDisposable
{
    private static readonly ObjectKey Key = new("cluster-001", Cluster.FixedName);

    private readonly TemporaryFolder folder = new();
    private readonly List<string> log = [];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private FleetOptions Options => new() { Clusters = 1, Nodes = 1, Data = folder.In("data"), Port = 0 };

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_fleet_that_is_kept_goes_on_and_one_in_memory_says_that_its_clusters_are_new()
    {
        var first = await UidAsync(Options with { Keep = true });
        Assert.Equal(first, await UidAsync(Options with { Keep = true }));
        Assert.Empty(log);

        await using var third = await StartAsync(Options);
        Assert.Contains("the tenant clusters were in memory alone, and are new", Assert.Single(log));
    }

    [Fact]
    public async Task What_people_have_made_of_a_cluster_stays_when_the_fleet_is_started_again()
    {
        var label = new JsonObject
        {
            ["metadata"] = new JsonObject
            {
                ["labels"] = new JsonObject { ["fairway.dev/stage"] = "mine" },
            },
        };
        await using (var fleet = await StartAsync(Options with { Manager = false, Tenants = false }))
        {
            var resource = FairwayResources.Of<Cluster>();
            await fleet.Fleet.Inside("meta").MergePatchAsync(resource, Key, label, null, Cancel);
        }

        await using var again = await StartAsync(Options with { Manager = false, Tenants = false });
        Assert.Equal("mine", (await ClusterAsync(again, _ => true)).Metadata.Label("fairway.dev/stage"));
    }

    [Fact]
    public async Task Bare_clusters_have_nothing_of_fairways()
    {
        await using var fleet = await StartAsync(Options with { Registration = false });
        var found = await fleet.Fleet.Inside("meta").DiscoverAsync(Cancel);
        Assert.DoesNotContain(found, one => one.Resource.Group == "fairway.dev");
    }

    /// <summary>Starts a fleet, and gives the uid that the manager records of its cluster.</summary>
    private async Task<string?> UidAsync(FleetOptions options)
    {
        await using var fleet = await StartAsync(options);
        return (await ClusterAsync(fleet, cluster => cluster.Status?.Uid is not null)).Status?.Uid;
    }

    private static async Task<Cluster> ClusterAsync(ManagedFleet fleet, Predicate<Cluster> until)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var cache = new ObjectCache<Cluster>(
            fleet.Fleet.Inside("meta"),
            FairwayResources.Of<Cluster>(),
            ApiJson.Default.Cluster,
            KubeEnvironment.Of(TimeProvider.System, 1));
        var running = cache.RunAsync(ending.Token);
        await cache.WaitUntilAsync(() => cache.Find(Key) is { } found && until(found.Value), Cancel);
        await ending.CancelAsync();
        await running;
        return cache.Find(Key)!.Value;
    }

    private Task<ManagedFleet> StartAsync(FleetOptions options) => ManagedFleet.StartAsync(
        options,
        new FleetClock(TimeProvider.System),
        new LogLines(TimeProvider.System, log.Add, verbose: false),
        Cancel);
}
