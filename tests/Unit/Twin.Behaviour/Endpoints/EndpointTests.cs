using System.Text.Json.Nodes;
using Xunit;

namespace Fairway.Tests.Twin.Behaviour.Endpoints;

/// <summary>Where Services lead, in a whole cluster.</summary>
public sealed class EndpointTests
{
    private const string Core = "/api/v1/namespaces/default";
    private const string Slices = "/apis/discovery.k8s.io/v1/namespaces/default/endpointslices";

    [Fact]
    public void A_service_leads_to_the_pods_that_it_selects() => TwinCluster.Run(async cluster =>
    {
        await cluster.PostAsync($"{Core}/services", Service("""{"app":"web"}"""));
        var empty = await SliceAsync(cluster, s => true);
        Assert.Equal("web-", (string?)empty["metadata"]!["generateName"]);
        Assert.Null(empty["endpoints"]);
        await cluster.PostAsync("/apis/apps/v1/namespaces/default/deployments", Deployment);

        var slice = await SliceAsync(cluster, s => Ready(s) == 2);
        var endpoints = (await cluster.GetAsync($"{Core}/endpoints/web"))["subsets"]![0]!;

        Assert.Equal(8080, (int?)slice["ports"]![0]!["port"]);
        Assert.Equal("web", (string?)empty["metadata"]!["labels"]!["kubernetes.io/service-name"]);
        Assert.Equal(
            slice["endpoints"]!.AsArray().Select(e => (string?)e!["addresses"]![0]).Order(),
            endpoints["addresses"]!.AsArray().Select(a => (string?)a!["ip"]).Order());
        Assert.Single(OfWeb(await cluster.GetAsync(Slices)));
        await RestsAsync(cluster);
    });

    [Fact]
    public void A_service_that_goes_takes_its_endpoints_along() => TwinCluster.Run(async cluster =>
    {
        await cluster.PostAsync($"{Core}/services", Service("""{"app":"web"}"""));
        await SliceAsync(cluster, s => true);
        await cluster.UntilAsync($"{Core}/endpoints/web", e => true);
        await cluster.DeleteAsync($"{Core}/services/web");
        await cluster.UntilGoneAsync($"{Core}/endpoints/web");
        await cluster.UntilAsync(Slices, l => OfWeb(l).Length == 0);
    });

    [Fact]
    public void A_slice_that_somebody_deletes_is_made_again() => TwinCluster.Run(async cluster =>
    {
        await cluster.PostAsync($"{Core}/services", Service("""{"app":"web"}"""));
        var slice = await SliceAsync(cluster, s => true);
        await cluster.DeleteAsync($"{Slices}/{slice["metadata"]!["name"]}");
        var again = await SliceAsync(cluster, s => true);
        Assert.NotEqual((string?)slice["metadata"]!["uid"], (string?)again["metadata"]!["uid"]);
    });

    [Fact]
    public void Endpoints_written_by_hand_are_mirrored() => TwinCluster.Run(async cluster =>
    {
        await cluster.PostAsync($"{Core}/services", Service("null"));
        await cluster.PostAsync($"{Core}/endpoints", """
            {"metadata":{"name":"web","annotations":{"a":"b"}},
             "subsets":[{"addresses":[{"ip":"192.0.2.1"}],"notReadyAddresses":[{"ip":"192.0.2.2"}],
               "ports":[{"name":"http","port":8080}]}]}
            """);
        var slice = await SliceAsync(cluster, s => s["endpoints"]!.AsArray().Count == 2);
        Assert.Equal(
            "endpointslicemirroring-controller.k8s.io",
            (string?)slice["metadata"]!["labels"]!["endpointslice.kubernetes.io/managed-by"]);
        Assert.Equal("b", (string?)slice["metadata"]!["annotations"]!["a"]);
        Assert.Equal("Endpoints", (string?)slice["metadata"]!["ownerReferences"]![0]!["kind"]);
        await RestsAsync(cluster);

        await cluster.PatchAsync($"{Core}/services/web", """{"spec":{"selector":{"app":"web"}}}""");
        await cluster.UntilAsync(Slices, l => OfWeb(l) is [{ } only]
            && (string?)only["metadata"]!["labels"]!["endpointslice.kubernetes.io/managed-by"]
                == "endpointslice-controller.k8s.io");
    });

    private static async Task RestsAsync(TwinCluster cluster)
    {
        await cluster.PassAsync(TimeSpan.FromMinutes(5));
        var writes = cluster.Api.Writes.Count;
        await cluster.PassAsync(TimeSpan.FromMinutes(20));
        Assert.Equal([], cluster.Api.Writes.Skip(writes));
    }

    private static async Task<JsonObject> SliceAsync(TwinCluster cluster, Func<JsonObject, bool> wanted)
    {
        var list = await cluster.UntilAsync(
            Slices, l => OfWeb(l) is [{ } only] && wanted(only));
        return OfWeb(list)[0];
    }

    /// <summary>The slices of a list but for that of the API itself.</summary>
    private static JsonObject[] OfWeb(JsonObject list) =>
        [.. list["items"]!.AsArray().OfType<JsonObject>().Where(s => (string?)s["metadata"]!["name"] != "kubernetes")];

    private static int Ready(JsonObject slice) =>
        slice["endpoints"]?.AsArray().Count(e => (bool?)e!["conditions"]!["ready"] == true) ?? 0;

    private static string Service(string selector) =>
        $$"""
        {"metadata":{"name":"web"},
         "spec":{"selector":{{selector}},"ports":[{"name":"http","port":80,"targetPort":8080}]} }
        """;

    private const string Deployment = """
        {"metadata":{"name":"web"},"spec":{"replicas":2,"selector":{"matchLabels":{"app":"web"}},
          "template":{"metadata":{"labels":{"app":"web"}},
            "spec":{"containers":[{"name":"app","image":"registry.example/app:1"}]}}}}
        """;
}
