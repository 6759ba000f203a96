using System.Text.Json.Nodes;
using Fairway.Kube;
using Xunit;

namespace Fairway.Tests.Twin.Api;

public sealed class EvictionTests
{
    private const string Pods = "/api/v1/namespaces/a/pods";
    private const string Budgets = "/apis/policy/v1/namespaces/a/poddisruptionbudgets";

    [Fact]
    public async Task A_pod_without_a_budget_goes()
    {
        await using var twin = await StartAsync("p");

        Assert.Equal(201, (await EvictAsync(twin, "p")).Status);

        await twin.RefusedAsync(404, "GET", $"{Pods}/p");
    }

    [Fact]
    public async Task A_pod_that_runs_is_told_why_it_goes()
    {
        await using var twin = await StartAsync("p");
        await RunAsync(twin, "p");

        Assert.Equal(201, (await EvictAsync(twin, "p")).Status);

        var pod = await twin.OkAsync("GET", $"{Pods}/p");
        Assert.NotNull(pod["metadata"]!["deletionTimestamp"]);
        var told = pod["status"]!["conditions"]!.AsArray().Single(c => c!["type"]!.ToString() == "DisruptionTarget");
        Assert.Equal("EvictionByEvictionAPI", told!["reason"]!.ToString());
    }

    [Fact]
    public async Task A_budget_is_spent_and_then_refuses()
    {
        await using var twin = await StartAsync("p", "q");
        await RunAsync(twin, "p");
        await RunAsync(twin, "q");
        await BudgetAsync(twin, "b", """{"disruptionsAllowed":1,"currentHealthy":2,"desiredHealthy":1}""");

        Assert.Equal(201, (await EvictAsync(twin, "p")).Status);
        var refused = await EvictAsync(twin, "q");

        Assert.Equal(429, refused.Status);
        Assert.Equal(
            "The disruption budget b needs 1 healthy pods and has 2 currently", Cause(TwinClient.Body(refused)));
        var status = (await twin.OkAsync("GET", $"{Budgets}/b"))["status"]!;
        Assert.Equal(0, status["disruptionsAllowed"]!.GetValue<int>());
        Assert.NotNull(status["disruptedPods"]!["p"]);
        Assert.Equal("InsufficientPods", status["conditions"]![0]!["reason"]!.ToString());
    }

    [Fact]
    public async Task A_budget_that_nobody_has_looked_at_yet_asks_to_come_back()
    {
        await using var twin = await StartAsync("p");
        await RunAsync(twin, "p");
        await twin.OkAsync("POST", Budgets, Budget("b"));

        var refused = await EvictAsync(twin, "p");

        Assert.Equal((429, 10), (refused.Status, refused.RetryAfterSeconds));
        Assert.Equal(
            "The disruption budget b is still being processed by the server.", Cause(TwinClient.Body(refused)));
    }

    [Fact]
    public async Task A_trial_spends_nothing_and_moves_nothing()
    {
        await using var twin = await StartAsync("p");
        await RunAsync(twin, "p");
        await BudgetAsync(twin, "b", """{"disruptionsAllowed":1,"currentHealthy":1,"desiredHealthy":0}""");

        Assert.Equal(201, (await EvictAsync(twin, "p", """{"dryRun":["All"]}""")).Status);

        var budget = await twin.OkAsync("GET", $"{Budgets}/b");
        Assert.Equal(1, budget["status"]!["disruptionsAllowed"]!.GetValue<int>());
        Assert.Null((await twin.OkAsync("GET", $"{Pods}/p"))["metadata"]!["deletionTimestamp"]);
    }

    [Fact]
    public async Task Two_budgets_for_one_pod_are_one_too_many()
    {
        await using var twin = await StartAsync("p");
        await RunAsync(twin, "p");
        await twin.OkAsync("POST", Budgets, Budget("b"));
        await twin.OkAsync("POST", Budgets, Budget("c"));

        Assert.Equal(500, (await EvictAsync(twin, "p")).Status);
    }

    [Theory]
    [InlineData("AlwaysAllow", 0, 1, 201)]
    [InlineData("IfHealthyBudget", 0, 1, 429)]
    [InlineData("IfHealthyBudget", 1, 1, 201)]
    public async Task An_unhealthy_pod_goes_where_the_policy_says_so(string policy, int has, int needs, int expected)
    {
        await using var twin = await StartAsync("p");
        await RunAsync(twin, "p", ready: "False");
        await BudgetAsync(
            twin, "b", $$"""{"disruptionsAllowed":0,"currentHealthy":{{has}},"desiredHealthy":{{needs}}}""",
            $$""","unhealthyPodEvictionPolicy":"{{policy}}" """);

        Assert.Equal(expected, (await EvictAsync(twin, "p")).Status);
    }

    [Fact]
    public async Task A_pod_that_has_ended_needs_no_budget()
    {
        await using var twin = await StartAsync("p");
        await RunAsync(twin, "p", phase: "Succeeded");
        await twin.OkAsync("POST", Budgets, Budget("b"));

        Assert.Equal(201, (await EvictAsync(twin, "p")).Status);
    }

    [Fact]
    public async Task A_pod_that_was_made_again_is_not_the_one_that_was_meant()
    {
        await using var twin = await StartAsync("p");

        var refused = await EvictAsync(twin, "p", """{"preconditions":{"uid":"another"}}""");

        Assert.Equal(409, refused.Status);
    }

    [Fact]
    public async Task The_old_collection_binds_the_pod_of_its_name()
    {
        await using var twin = await StartAsync("p");

        await twin.OkAsync(
            "POST", "/api/v1/namespaces/a/bindings",
            """{"apiVersion":"v1","kind":"Binding","metadata":{"name":"p"},"target":{"kind":"Node","name":"n"}}""");

        Assert.Equal("n", (await twin.OkAsync("GET", $"{Pods}/p"))["spec"]!["nodeName"]!.ToString());
    }

    private static async Task<TwinClient> StartAsync(params string[] pods)
    {
        var twin = new TwinClient();
        await twin.NamespaceAsync("a");
        await twin.OkAsync(
            "POST", "/api/v1/namespaces/a/serviceaccounts", """{"metadata":{"name":"default"}}""");
        foreach (var name in pods)
        {
            await twin.OkAsync(
                "POST", Pods,
                $$$"""
                {"metadata":{"name":"{{{name}}}","labels":{"app":"x"}},
                 "spec":{"containers":[{"name":"c","image":"i"}]}}
                """);
        }

        return twin;
    }

    private static async Task RunAsync(TwinClient twin, string name, string ready = "True", string phase = "Running")
    {
        await twin.OkAsync(
            "POST", $"{Pods}/{name}/binding",
            $$$"""{"metadata":{"name":"{{{name}}}"},"target":{"kind":"Node","name":"n"}}""");
        await twin.MergeAsync(
            $"{Pods}/{name}/status",
            $$$"""{"status":{"phase":"{{{phase}}}","conditions":[{"type":"Ready","status":"{{{ready}}}"}]}}""");
    }

    private static string Budget(string name, string more = "") =>
        $$$"""
        {"metadata":{"name":"{{{name}}}"},
         "spec":{"minAvailable":1,"selector":{"matchLabels":{"app":"x"}}{{{more}}}}}
        """;

    private static async Task BudgetAsync(TwinClient twin, string name, string status, string more = "")
    {
        await twin.OkAsync("POST", Budgets, Budget(name, more));
        var seen = (JsonObject)JsonNode.Parse(status)!;
        seen["observedGeneration"] = 1;
        await twin.MergeAsync(
            $"{Budgets}/{name}/status", new JsonObject { ["status"] = seen }.ToJsonString());
    }

    private static Task<KubeResponse> EvictAsync(TwinClient twin, string name, string options = "{}") => twin.SendAsync(
        "POST", $"{Pods}/{name}/eviction",
        $$$"""
        {"apiVersion":"policy/v1","kind":"Eviction","metadata":{"name":"{{{name}}}"},"deleteOptions":{{{options}}}}
        """);

    private static string Cause(JsonObject status) => status["details"]!["causes"]![0]!["message"]!.ToString();
}
