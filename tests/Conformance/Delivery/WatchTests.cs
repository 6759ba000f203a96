using System.Text.Json.Nodes;
using Fairway.Conformance.Hosts;
using Xunit;

namespace Fairway.Conformance.Delivery;

/// <summary>What the CLI shows for programs, and what it goes on to show.</summary>
[Collection(typeof(DeliveryCollection))]
public sealed class WatchTests(DeliveryFleet fleet)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_watched_list_gives_programs_an_object_a_line_until_Ctrl_C()
    {
        var context = await fleet.DoAsync("cluster list -o name --context meta");
        Assert.Equal("cluster/cluster-001\ncluster/cluster-002\ncluster/cluster-003\n", context);
        await using var watch = await fleet.BeginAsync("cluster list --watch -o json", DeliveryFleet.Production);

        await fleet.Meta(DeliveryFleet.Smallflow).DoAsync("label fcl kubernetes-cluster watched=yes");
        var line = await watch.SaysAsync("\"watched\":\"yes\"", Cancel);
        Assert.Equal(DeliveryFleet.Smallflow, (string?)JsonNode.Parse(line)!["metadata"]!["namespace"]);

        await watch.InterruptAsync(Cancel);
        Assert.Equal(0, await watch.WaitForExitAsync(Cancel));
        await fleet.Meta(DeliveryFleet.Smallflow).DoAsync("label fcl kubernetes-cluster watched-");
    }
}
