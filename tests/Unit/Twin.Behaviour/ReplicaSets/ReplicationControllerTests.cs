using Xunit;

namespace Fairway.Tests.Twin.Behaviour.ReplicaSets;

public sealed class ReplicationControllerTests
{
    private const string Core = "/api/v1/namespaces/default";

    [Fact]
    public void It_keeps_as_many_pods_as_it_asks_for() => TwinCluster.Run(async cluster =>
    {
        await cluster.PostAsync($"{Core}/replicationcontrollers", """
            {"metadata":{"name":"old"},"spec":{"replicas":3,"selector":{"app":"old"},
             "template":{"metadata":{"labels":{"app":"old"}},"spec":{"containers":[{"name":"c","image":"i"}]}}}}
            """);
        await cluster.UntilAsync(
            $"{Core}/replicationcontrollers/old", c => (int?)c["status"]!["availableReplicas"] == 3);
        var pods = await cluster.ListAsync($"{Core}/pods");
        Assert.All(pods, p => Assert.Equal(
            ("v1", "ReplicationController"),
            ((string?)p["metadata"]!["ownerReferences"]![0]!["apiVersion"],
                (string?)p["metadata"]!["ownerReferences"]![0]!["kind"])));

        await cluster.PatchAsync($"{Core}/replicationcontrollers/old", """{"spec":{"replicas":1}}""");
        await cluster.UntilAsync($"{Core}/pods", l => l["items"]!.AsArray().Count == 1);
        await cluster.PassAsync(TimeSpan.FromMinutes(5));
        var writes = cluster.Api.Writes.Count;
        await cluster.PassAsync(TimeSpan.FromMinutes(10));
        Assert.Equal([], cluster.Api.Writes.Skip(writes));
    });
}
