using System.Text.Json.Nodes;
using Xunit;

namespace Fairway.Tests.Twin.Behaviour.Budgets;

/// <summary>Disruption budgets in a whole cluster.</summary>
public sealed class BudgetTests
{
    private const string Budgets = "/apis/policy/v1/namespaces/default/poddisruptionbudgets";
    private const string Apps = "/apis/apps/v1/namespaces/default";

    [Fact]
    public void A_budget_counts_the_pods_that_it_covers() => TwinCluster.Run(async cluster =>
    {
        await cluster.PostAsync(
            Budgets, Budget("""{"maxUnavailable":"50%","selector":{"matchLabels":{"app":"web"}}}"""));
        var empty = await StatusAsync(cluster, s => (int?)s["observedGeneration"] == 1);
        Assert.Equal("InsufficientPods", Reason(empty));
        await cluster.PostAsync($"{Apps}/deployments", Workload("Deployment"));

        var full = await StatusAsync(cluster, s => (int?)s["currentHealthy"] == 3);
        Assert.Equal((2, 1, 3), Counts(full));
        Assert.Equal("SufficientPods", Reason(full));

        await cluster.PatchAsync(
            $"{Budgets}/b", """{"spec":{"maxUnavailable":null,"minAvailable":"34%"}}""");
        Assert.Equal((1, 2, 3), Counts(await StatusAsync(cluster, s => (int?)s["observedGeneration"] == 2)));

        await cluster.PassAsync(TimeSpan.FromMinutes(5));
        var writes = cluster.Api.Writes.Count;
        await cluster.PassAsync(TimeSpan.FromMinutes(20));
        Assert.Equal([], cluster.Api.Writes.Skip(writes));
    });

    [Fact]
    public void Where_the_scale_is_not_known_nothing_may_be_evicted() => TwinCluster.Run(async cluster =>
    {
        await cluster.PostAsync($"{Apps}/daemonsets", Workload("DaemonSet"));
        await cluster.UntilAsync($"{Apps}/daemonsets/web", d => (int?)d["status"]!["numberReady"] == 2);
        await cluster.PostAsync(Budgets, Budget("""{"maxUnavailable":1,"selector":{"matchLabels":{"app":"web"}}}"""));

        var status = await StatusAsync(cluster, s => Reason(s) == "SyncFailed");
        Assert.Equal(
            "daemonsets.apps does not implement the scale subresource",
            (string?)status["conditions"]![0]!["message"]);
        Assert.Equal(0, (int?)status["disruptionsAllowed"]);
    });

    [Fact]
    public void A_number_that_must_be_available_needs_no_controller() => TwinCluster.Run(async cluster =>
    {
        await cluster.PostAsync($"{Apps}/daemonsets", Workload("DaemonSet"));
        await cluster.PostAsync(Budgets, Budget("""{"minAvailable":1,"selector":{}}"""));
        Assert.Equal((1, 1, 2), Counts(await StatusAsync(cluster, s => (int?)s["currentHealthy"] == 2)));
    });

    private static async Task<JsonNode> StatusAsync(TwinCluster cluster, Func<JsonNode, bool> wanted) =>
        (await cluster.UntilAsync($"{Budgets}/b", b => b["status"] is { } status && wanted(status)))["status"]!;

    private static (int Allowed, int Desired, int Expected) Counts(JsonNode status) =>
        ((int)status["disruptionsAllowed"]!, (int)status["desiredHealthy"]!, (int)status["expectedPods"]!);

    private static string? Reason(JsonNode status) => (string?)status["conditions"]?[0]!["reason"];

    private static string Budget(string spec) => $$"""{"metadata":{"name":"b"},"spec":{{spec}} }""";

    private static string Replicas(string kind) => kind == "Deployment" ? "\"replicas\":3," : "";

    private static string Workload(string kind) => $$"""
        {"metadata":{"name":"web"},"spec":{ {{Replicas(kind)}}
          "selector":{"matchLabels":{"app":"web"} },"template":{"metadata":{"labels":{"app":"web"} },
            "spec":{"containers":[{"name":"app","image":"registry.example/app:1"}]} } } }
        """;
}
