using System.Text.Json.Nodes;
using Fairway.Components.Tenants;
using Fairway.Kube;
using Fairway.Tests.Twin.Behaviour;
using Xunit;

namespace Fairway.Tests.Components.Surveys;

public sealed class LiveAheadTests
{
    [Fact]
    public void What_has_a_label_comes_by_one_list_and_all_else_by_name() => TwinCluster.Run(async cluster =>
    {
        await MapAsync(cluster, "ours", """{"fairway.dev/component":"a"}""");
        await MapAsync(cluster, "theirs", "{}");
        var ahead = new LiveAhead(cluster.Api);
        var paths = new List<string>();
        cluster.Api.Refuses = request =>
        {
            paths.Add(request.Path);
            return null;
        };

        var ours = await FindAsync(ahead, "ours");
        await MapAsync(cluster, "later", """{"fairway.dev/component":"a"}""");

        Assert.Equal(("v1", "ConfigMap"), ((string?)ours?["apiVersion"], (string?)ours?["kind"]));
        Assert.NotNull(await FindAsync(ahead, "ours"));
        Assert.NotNull(await FindAsync(ahead, "theirs"));
        Assert.NotNull(await FindAsync(ahead, "later"));
        Assert.Null(await FindAsync(ahead, "nobodys"));
        Assert.Single(paths, "/api/v1/configmaps");
    });

    [Theory]
    [InlineData(403)]
    [InlineData(405)]
    [InlineData(410)]
    public void A_kind_that_may_not_be_listed_is_read_by_name(int status) => TwinCluster.Run(async cluster =>
    {
        await MapAsync(cluster, "ours", """{"fairway.dev/component":"a"}""");

        Assert.NotNull(await FindAsync(new LiveAhead(new Unlisted(cluster.Api, status)), "ours"));
    });

    [Fact]
    public void A_cluster_that_does_not_answer_is_no_empty_one() => TwinCluster.Run(async cluster =>
    {
        await MapAsync(cluster, "ours", """{"fairway.dev/component":"a"}""");

        await Assert.ThrowsAsync<KubeApiException>(
            () => FindAsync(new LiveAhead(new Unlisted(cluster.Api, 500)), "ours"));
    });

    private static Task<JsonObject?> FindAsync(LiveAhead ahead, string name) =>
        ahead.FindAsync(KubeResources.ConfigMaps, new ObjectKey("default", name), default);

    private static Task<JsonObject> MapAsync(TwinCluster cluster, string name, string labels) => cluster.PostAsync(
        "/api/v1/namespaces/default/configmaps", $$$"""{"metadata":{"name":"{{{name}}}","labels":{{{labels}}}}}""");

    /// <summary>Refuses lists.</summary>
    private sealed class Unlisted(IKubeApi api, int status) : IKubeApi
    {
        public Task<KubeResponse> SendAsync(KubeRequest request, CancellationToken cancel) =>
            request.Path.EndsWith("/configmaps", StringComparison.Ordinal)
                ? throw new KubeApiException(status, "Refused", "no list")
                : api.SendAsync(request, cancel);

        public Task<IKubeWatch> WatchAsync(KubeRequest request, CancellationToken cancel) =>
            api.WatchAsync(request, cancel);
    }
}
