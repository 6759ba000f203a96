using System.Diagnostics;
using System.Text.Json.Nodes;
using Fairway.Conformance.Hosts;
using Xunit;

namespace Fairway.Conformance.Clients;

/// <summary>The JavaScript client has informers of its own, written apart from those of Go.</summary>
public sealed class ClientNodeTests(FleetFixture fixture)
{
    [Theory]
    [InlineData("meta")]
    [InlineData(FleetFixture.Cluster)]
    public async Task The_informer_of_client_node_sees_every_change(string context)
    {
        var fleet = await fixture.FleetAsync();
        var ns = fixture.FreshName("client-node");
        using var client = fleet.Client(context);
        await client.CreateNamespaceAsync(ns, TestContext.Current.CancellationToken);
        var start = new ProcessStartInfo(
            Tool.Path("FAIRWAY_NODE"),
            [Path.Combine(AppContext.BaseDirectory, "Clients", "informer.mjs"), context, ns]
        );
        start.Environment["KUBECONFIG"] = fleet.Kubeconfig;
        start.Environment["FAIRWAY_NODE_MODULES"] = Tool.Path("FAIRWAY_NODE_MODULES");

        var result = await CommandLine.RunAsync(start, null, TestContext.Current.CancellationToken);

        Assert.True(result.ExitCode == 0, result.ToString());
        var told = JsonNode.Parse(result.Output)!;
        Assert.Equal(
            ["add before 0", "add one 1", "update one 2", "update one 3", "delete one 3"],
            told["told"]!.AsArray().Select(item => (string?)item)
        );
        Assert.Equal("""["before"]""", told["cached"]!.ToJsonString());
        Assert.Equal("[]", told["errors"]!.ToJsonString());
        Assert.Equal((409, "Conflict"), ((int?)told["conflict"]!["code"], (string?)told["conflict"]!["reason"]));
        Assert.Equal("DeploymentList", (string?)told["kind"]);
        Assert.Equal(1, (int?)told["page"]);
    }
}
