using System.Buffers;
using System.Text;
using Fairway.Kube;
using Fairway.Twin.Api;
using Fairway.Twin.Api.Flow;
using Xunit;

namespace Fairway.Tests.Twin.Api.Health;

/// <summary>What a server answers beside resources: health, metrics, flow schemas, and what it begins with.</summary>
public sealed class SurfaceTests
{
    [Theory]
    [InlineData("/healthz", 200, "ok")]
    [InlineData("/livez/ping", 200, "ok")]
    [InlineData("/readyz/poststarthook/rbac/bootstrap-roles", 200, "ok")]
    [InlineData("/readyz/shutdown", 200, "ok")]
    [InlineData("/livez/shutdown", 404, "404 page not found\n")]
    [InlineData("/livez/nowhere", 404, "404 page not found\n")]
    public async Task Checks_are_asked_for_together_and_by_name(string path, int status, string text)
    {
        await using var twin = new TwinClient();

        var answer = await twin.SendAsync("GET", path);

        Assert.Equal((status, text), (answer.Status, Text(answer)));
    }

    [Fact]
    public async Task A_verbose_answer_names_each_check_and_what_was_left_out()
    {
        await using var twin = new TwinClient();

        var text = Text(await twin.SendAsync("GET", "/readyz?verbose&exclude=etcd&exclude=nowhere"));

        Assert.Contains("[+]ping ok\n[+]log ok\n[+]etcd excluded: ok\n", text, StringComparison.Ordinal);
        Assert.Contains("no matches for \"nowhere\"\n", text, StringComparison.Ordinal);
        Assert.EndsWith("[+]shutdown ok\nwarn: some health checks cannot be excluded: no matches for \"nowhere\"\n"
            + "readyz check passed\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_closed_store_is_not_ready_and_still_alive_enough_to_say_so()
    {
        await using var twin = new TwinClient();
        await twin.SendAsync("GET", "/readyz");
        await twin.Store.DisposeAsync();

        var answer = await twin.SendAsync("GET", "/readyz");

        Assert.Equal(500, answer.Status);
        Assert.Contains("[-]etcd failed: reason withheld\n", Text(answer), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Metrics_count_requests_watches_and_objects()
    {
        await using var twin = new TwinClient();
        await twin.NamespaceAsync("a");
        await twin.ConfigMapAsync("x");
        await twin.RefusedAsync(404, "GET", "/api/v1/namespaces/a/configmaps/y");
        await using var watch = await twin.WatchAsync("/api/v1/configmaps?watch=true");

        var lines = Text(await twin.SendAsync("GET", "/metrics")).Split('\n');

        Assert.Contains(lines, l => Is(l, "apiserver_request_total{code=\"201\"", "configmaps", "POST", " 1"));
        Assert.Contains(lines, l => Is(l, "apiserver_request_total{code=\"404\"", "configmaps", "GET", " 1"));
        Assert.Contains(lines, l => Is(l, "apiserver_longrunning_requests{", "configmaps", "WATCH", " 1"));
        Assert.Contains("apiserver_storage_objects{resource=\"configmaps\"} 1", lines);
        Assert.Contains(lines, l => Is(l, "apiserver_request_duration_seconds_bucket{", "configmaps", "+Inf", " 1"));
        await watch.DisposeAsync();
        var after = Text(await twin.SendAsync("GET", "/metrics")).Split('\n');
        Assert.DoesNotContain(after, l => Is(l, "apiserver_longrunning_requests{", "configmaps", "WATCH", " 1"));
    }

    [Theory]
    [InlineData("system:masters", "/api/v1/pods", "exempt")]
    [InlineData("system:authenticated", "/healthz", "probes")]
    [InlineData("system:nodes", "/api/v1/nodes", "system-node-high")]
    [InlineData("system:nodes", "/api/v1/pods", "system-nodes")]
    [InlineData("system:authenticated", "/api/v1/pods", "global-default")]
    public async Task A_call_falls_under_the_first_schema_that_matches_it(string group, string path, string schema)
    {
        await using var twin = new TwinClient();
        var flows = "/apis/flowcontrol.apiserver.k8s.io/v1/flowschemas";
        var expected = await twin.OkAsync("GET", $"{flows}/{schema}");

        var match = twin.Server.FlowOf(new ApiCall(
            new KubeRequest { Method = "GET", Path = path }, new ApiUser("jane", [group])));

        Assert.Equal((string?)expected["metadata"]!["uid"], match!.SchemaUid);
        Assert.NotEqual("", match.LevelUid);
    }

    [Fact]
    public async Task A_cluster_begins_with_what_a_real_one_has()
    {
        await using var twin = new TwinClient();

        await twin.OkAsync("GET", "/api/v1/namespaces/kube-system");
        var service = await twin.OkAsync("GET", "/api/v1/namespaces/default/services/kubernetes");
        var slice = await twin.OkAsync(
            "GET", "/apis/discovery.k8s.io/v1/namespaces/default/endpointslices/kubernetes");
        var critical = await twin.OkAsync("GET", "/apis/scheduling.k8s.io/v1/priorityclasses/system-node-critical");
        var api = await twin.OkAsync("GET", "/apis/apiregistration.k8s.io/v1/apiservices/v1.apps");

        Assert.Equal("10.0.0.1", (string?)service["spec"]!["clusterIP"]);
        Assert.Equal(6443, (int?)slice["ports"]![0]!["port"]);
        Assert.Equal(2000001000, (int?)critical["value"]);
        Assert.Equal("True", (string?)api["status"]!["conditions"]![0]!["status"]);
    }

    [Fact]
    public async Task Every_built_in_group_version_has_its_api_service()
    {
        await using var twin = new TwinClient();

        var services = await twin.OkAsync("GET", "/apis/apiregistration.k8s.io/v1/apiservices");
        var groups = await twin.OkAsync("GET", "/apis");

        var names = services["items"]!.AsArray().Select(s => (string?)s!["metadata"]!["name"]).ToHashSet();
        var served = groups["groups"]!.AsArray().SelectMany(g => g!["versions"]!.AsArray()
            .Select(v => $"{v!["version"]}.{g["name"]}")).Where(n => n != "v1.apiregistration.k8s.io");
        Assert.All(served, name => Assert.Contains(name, names));
        Assert.Contains("v1.", names);
    }

    [Fact]
    public async Task What_a_definition_serves_has_an_api_service_as_long_as_it_serves_it()
    {
        const string Crds = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions";
        const string Service = "/apis/apiregistration.k8s.io/v1/apiservices/v1.example.com";
        await using var twin = new TwinClient();
        await twin.OkAsync("POST", Crds, """
            {"metadata":{"name":"ws.example.com"},"spec":{"group":"example.com","scope":"Namespaced",
             "names":{"plural":"ws","kind":"W"},"versions":[{"name":"v1","served":true,"storage":true,
             "schema":{"openAPIV3Schema":{"type":"object"}}}]}}
            """);

        var made = await twin.OkAsync("GET", Service);
        Assert.Equal(1000, (int?)made["spec"]!["groupPriorityMinimum"]);
        await twin.OkAsync("DELETE", $"{Crds}/ws.example.com");
        await twin.RefusedAsync(404, "GET", Service);
    }

    [Fact]
    public async Task The_schemas_that_no_cluster_can_do_without_stay_as_they_are()
    {
        await using var twin = new TwinClient();

        var refusal = await twin.RefusedAsync(
            422,
            "PATCH",
            "/apis/flowcontrol.apiserver.k8s.io/v1/flowschemas/catch-all",
            """{"spec":{"matchingPrecedence":9999}}""",
            "application/merge-patch+json");

        Assert.EndsWith(
            "spec of 'catch-all' must equal the fixed value", (string?)refusal["message"], StringComparison.Ordinal);
    }

    private static bool Is(string line, string start, string resource, string word, string end) =>
        line.StartsWith(start, StringComparison.Ordinal)
        && line.Contains($"resource=\"{resource}\"", StringComparison.Ordinal)
        && line.Contains($"\"{word}\"", StringComparison.Ordinal)
        && line.EndsWith(end, StringComparison.Ordinal);

    private static string Text(KubeResponse answer) => Encoding.UTF8.GetString(answer.Body.ToArray());
}
