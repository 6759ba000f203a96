using Fairway.Conformance.Hosts;
using Fairway.Conformance.Upstream.Apps;
using Xunit;

namespace Fairway.Conformance.Upstream.Scheduling;

/// <summary>A cluster of two nodes for tests that fill nodes, label them, and drive pods off them.</summary>
public sealed class SchedulingFleet : IAsyncLifetime
{
    private readonly ScratchFolder folder = new();
    private FleetProcess? fleet;
    private int names;

    public async ValueTask InitializeAsync() => fleet = await FleetProcess.StartAsync(
        folder["fleet"], clusters: 1, nodes: 2, TestContext.Current.CancellationToken);

    /// <summary>A namespace of the test's own.</summary>
    internal async Task<AppsScene> SceneAsync()
    {
        var client = fleet!.Client(FleetFixture.Cluster);
        var name = FreshName("scheduling");
        await client.CreateNamespaceAsync(name, TestContext.Current.CancellationToken);
        return new AppsScene(new UpstreamCluster(client, name));
    }

    /// <summary>A name that no other test has.</summary>
    internal string FreshName(string prefix) => $"{prefix}-{Interlocked.Increment(ref names)}";

    public async ValueTask DisposeAsync()
    {
        await (fleet?.DisposeAsync() ?? ValueTask.CompletedTask);
        folder.Dispose();
    }
}
