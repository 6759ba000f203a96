using System.Text.Json.Nodes;
using Xunit;

namespace Fairway.Tests.Twin.Api.Admission;

public sealed class QuotaTests
{
    private const string Quotas = "/api/v1/namespaces/a/resourcequotas";
    private const string Pods = "/api/v1/namespaces/a/pods";

    [Fact]
    public async Task What_is_made_is_charged_and_what_is_too_much_is_refused()
    {
        await using var twin = await WithQuotaAsync("""{"pods":"2","requests.cpu":"1","count/configmaps":"5"}""");

        await twin.OkAsync("POST", Pods, Pod("p1", "600m"));
        var refused = await twin.RefusedAsync(403, "POST", Pods, Pod("p2", "600m"));

        Assert.Equal(
            "pods \"p2\" is forbidden: exceeded quota: q, requested: requests.cpu=600m, used: requests.cpu=600m, "
            + "limited: requests.cpu=1",
            (string?)refused["message"]);
        var used = (await twin.OkAsync("GET", $"{Quotas}/q"))["status"]!["used"]!;
        Assert.Equal("1", (string?)used["pods"]);
        Assert.Equal("600m", (string?)used["requests.cpu"]);
        Assert.Equal("0", (string?)used["count/configmaps"]);
    }

    [Fact]
    public async Task Objects_are_counted_by_kind()
    {
        await using var twin = await WithQuotaAsync("""{"count/configmaps":"1","configmaps":"1"}""");

        await twin.ConfigMapAsync("m1");
        var refused = await twin.RefusedAsync(
            403, "POST", "/api/v1/namespaces/a/configmaps", """{"metadata":{"name":"m2"}}""");

        Assert.Equal(
            "configmaps \"m2\" is forbidden: exceeded quota: q, requested: configmaps=1,count/configmaps=1, used: "
            + "configmaps=1,count/configmaps=1, limited: configmaps=1,count/configmaps=1",
            (string?)refused["message"]);
    }

    [Fact]
    public async Task Where_processors_are_bounded_every_container_must_say_what_it_needs()
    {
        await using var twin = await WithQuotaAsync("""{"requests.cpu":"1","limits.memory":"1Gi"}""");

        var refused = await twin.RefusedAsync(
            403, "POST", Pods,
            """{"metadata":{"name":"p"},"spec":{"containers":[{"name":"b","image":"i"},{"name":"a","image":"i"}]}}""");

        Assert.Equal(
            "pods \"p\" is forbidden: failed quota: q: must specify limits.memory for: a,b; requests.cpu for: a,b",
            (string?)refused["message"]);
    }

    [Fact]
    public async Task A_dry_run_is_checked_and_not_charged()
    {
        await using var twin = await WithQuotaAsync("""{"pods":"1"}""");

        await twin.OkAsync("POST", $"{Pods}?dryRun=All", Pod("p1", "1"));
        await twin.OkAsync("POST", Pods, Pod("p1", "1"));
        await twin.RefusedAsync(403, "POST", $"{Pods}?dryRun=All", Pod("p2", "1"));
    }

    [Theory]
    [InlineData("""{"scopes":["BestEffort"]}""", 0)]
    [InlineData("""{"scopes":["NotBestEffort"]}""", 1)]
    [InlineData("""{"scopes":["Terminating"]}""", 0)]
    [InlineData(
        """
        {"scopeSelector":{"matchExpressions":[{"scopeName":"PriorityClass","operator":"In","values":["none"]}]}}
        """, 0)]
    public async Task Scopes_say_which_pods_count(string scopes, int used)
    {
        await using var twin = await WithQuotaAsync("""{"pods":"5"}""", scopes);

        await twin.OkAsync("POST", Pods, Pod("p1", "1"));

        var quota = await twin.OkAsync("GET", $"{Quotas}/q");
        Assert.Equal($"{used}", (string?)quota["status"]!["used"]!["pods"]);
    }

    [Fact]
    public async Task A_service_that_comes_to_need_a_node_port_is_charged_the_difference()
    {
        await using var twin = await WithQuotaAsync("""{"services":"5","services.nodeports":"1"}""");
        const string Services = "/api/v1/namespaces/a/services";
        await twin.OkAsync(
            "POST", Services, """{"metadata":{"name":"s"},"spec":{"ports":[{"name":"a","port":1}]}}""");

        await twin.MergeAsync($"{Services}/s", """{"spec":{"type":"NodePort"}}""");

        var used = (await twin.OkAsync("GET", $"{Quotas}/q"))["status"]!["used"]!;
        Assert.Equal("1", (string?)used["services"]);
        Assert.Equal("1", (string?)used["services.nodeports"]);
        var refused = await twin.SendAsync(
            "PATCH", $"{Services}/s", """{"spec":{"ports":[{"name":"a","port":1},{"name":"b","port":2}]}}""",
            "application/merge-patch+json");
        Assert.Equal(403, refused.Status);
    }

    [Fact]
    public async Task A_claim_is_charged_by_its_class_too()
    {
        await using var twin = await WithQuotaAsync(
            """{"requests.storage":"10Gi","gold.storageclass.storage.k8s.io/requests.storage":"1Gi"}""");

        var refused = await twin.RefusedAsync(
            403, "POST", "/api/v1/namespaces/a/persistentvolumeclaims",
            """
            {"metadata":{"name":"c"},"spec":{"storageClassName":"gold","accessModes":["ReadWriteOnce"],
            "resources":{"requests":{"storage":"2Gi"}}}}
            """);

        Assert.Contains(
            "requested: gold.storageclass.storage.k8s.io/requests.storage=2Gi", (string?)refused["message"],
            StringComparison.Ordinal);
    }

    private static string Pod(string name, string cpu) =>
        $$$"""
        {"metadata":{"name":"{{{name}}}"},"spec":{"containers":[{"name":"c","image":"i",
        "resources":{"requests":{"cpu":"{{{cpu}}}"} } }]}}
        """;

    /// <summary>A quota that its controller has seen: nothing is used.</summary>
    private static async Task<TwinClient> WithQuotaAsync(string hard, string more = "{}")
    {
        var twin = new TwinClient();
        await twin.NamespaceAsync("a");
        var spec = TwinClient.Json(more);
        spec["hard"] = TwinClient.Json(hard);
        var quota = new JsonObject { ["metadata"] = new JsonObject { ["name"] = "q" }, ["spec"] = spec };
        await twin.OkAsync("POST", Quotas, quota.ToJsonString());
        var used = new JsonObject(TwinClient.Json(hard).Select(h => KeyValuePair.Create(h.Key, (JsonNode?)"0")));
        var status = new JsonObject { ["hard"] = TwinClient.Json(hard), ["used"] = used };
        await twin.MergeAsync($"{Quotas}/q/status", new JsonObject { ["status"] = status }.ToJsonString());
        return twin;
    }
}
