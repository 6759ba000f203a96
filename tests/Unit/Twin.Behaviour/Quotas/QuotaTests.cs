using System.Text.Json.Nodes;
using Fairway.Kube;
using Fairway.Twin.Behaviour.Quotas;
using Xunit;

namespace Fairway.Tests.Twin.Behaviour.Quotas;

/// <summary>Quotas in a whole cluster: what admission charges, the controller recounts.</summary>
public sealed class QuotaTests
{
    private const string Core = "/api/v1/namespaces/default";
    private const string Quotas = $"{Core}/resourcequotas";

    [Fact]
    public void A_quota_tells_what_is_used_and_what_goes_makes_room() => TwinCluster.Run(async cluster =>
    {
        await cluster.PostAsync($"{Core}/pods", Pod("a"));
        await cluster.PostAsync($"{Core}/configmaps", """{"metadata":{"name":"m"}}""");
        await cluster.PostAsync(Quotas, Quota(
            """{"pods":"2","requests.cpu":"1","configmaps":"9","count/deployments.apps":"1"}"""));

        // The namespace has a config map of its own.
        var status = await StatusAsync(cluster, s => (string?)s["used"]?["configmaps"] == "2");
        Assert.Equal(
            ("1", "250m", "0"),
            ((string?)status["used"]!["pods"], (string?)status["used"]!["requests.cpu"],
                (string?)status["used"]!["count/deployments.apps"]));
        Assert.Equal("2", (string?)status["hard"]!["pods"]);

        await cluster.PostAsync($"{Core}/pods", Pod("b"));
        await StatusAsync(cluster, s => (string?)s["used"]!["pods"] == "2");
        await Assert.ThrowsAsync<KubeApiException>(() => cluster.PostAsync($"{Core}/pods", Pod("c")));
        await cluster.DeleteAsync($"{Core}/pods/a");
        await StatusAsync(cluster, s => (string?)s["used"]!["requests.cpu"] == "250m");
        await cluster.PostAsync($"{Core}/pods", Pod("c"));

        await cluster.PassAsync(TimeSpan.FromMinutes(5));
        var writes = cluster.Api.Writes.Count;
        await cluster.PassAsync(TimeSpan.FromMinutes(20));
        Assert.Equal([], cluster.Api.Writes.Skip(writes));
    });

    [Fact]
    public void A_bound_that_goes_is_told_no_more() => TwinCluster.Run(async cluster =>
    {
        await cluster.PostAsync(Quotas, Quota("""{"pods":"2","secrets":"1"}"""));
        await StatusAsync(cluster, s => s["used"]?["secrets"] is not null);
        await cluster.PatchAsync($"{Quotas}/q", """{"spec":{"hard":{"secrets":null,"pods":"3"}}}""");
        var status = await StatusAsync(cluster, s => (string?)s["hard"]?["pods"] == "3");
        Assert.Null(status["used"]!["secrets"]);
        Assert.Null(status["hard"]!["secrets"]);
    });

    [Theory]
    [InlineData("limits.memory", "pods")]
    [InlineData("requests.nvidia.com/gpu", "pods")]
    [InlineData("requests.storage", "persistentvolumeclaims")]
    [InlineData("gold.storageclass.storage.k8s.io/requests.storage", "persistentvolumeclaims")]
    [InlineData("services.nodeports", "services")]
    [InlineData("count/jobs.batch", "jobs.batch")]
    [InlineData("something", null)]
    public void What_uses_a_resource_is_known_by_its_name(string resource, string? kind) =>
        Assert.Equal(kind, QuotaPlanner.KindOf(resource));

    private static async Task<JsonNode> StatusAsync(TwinCluster cluster, Func<JsonNode, bool> wanted) =>
        (await cluster.UntilAsync($"{Quotas}/q", q => q["status"] is { } status && wanted(status)))["status"]!;

    private static string Quota(string hard) => $$"""{"metadata":{"name":"q"},"spec":{"hard":{{hard}} } }""";

    private static string Pod(string name) => $$"""
        {"metadata":{"name":"{{name}}"},"spec":{"containers":[
          {"name":"c","image":"i","resources":{"requests":{"cpu":"250m"} } }]} }
        """;
}
