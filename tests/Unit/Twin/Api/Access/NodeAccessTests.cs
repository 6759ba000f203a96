using Fairway.Twin.Api;
using Xunit;

namespace Fairway.Tests.Twin.Api.Access;

public sealed class NodeAccessTests : IAsyncLifetime
{
    private readonly AccessWorld world = new();
    private readonly ApiUser one = AccessWorld.User("system:node:n1", "system:nodes");
    private readonly ApiUser two = AccessWorld.User("system:node:n2", "system:nodes");

    public async ValueTask InitializeAsync()
    {
        await world.Twin.NamespaceAsync("a");
        await world.Twin.OkAsync("POST", "/api/v1/namespaces/a/serviceaccounts", """{"metadata":{"name":"web"}}""");
        foreach (var name in new[] { "mounted", "read", "pull", "other" })
        {
            await world.Twin.OkAsync(
                "POST", "/api/v1/namespaces/a/secrets", $$$"""{"metadata":{"name":"{{{name}}}"}}""");
        }

        await world.Twin.OkAsync(
            "POST", "/api/v1/namespaces/a/pods",
            """
            {"metadata":{"name":"p"},
             "spec":{"nodeName":"n1","serviceAccountName":"web","imagePullSecrets":[{"name":"pull"}],
              "volumes":[{"name":"v","secret":{"secretName":"mounted"}}],
              "containers":[{"name":"c","image":"i","envFrom":[{"secretRef":{"name":"read"}}]}]}}
            """);
    }

    [Theory]
    [InlineData("mounted")]
    [InlineData("read")]
    [InlineData("pull")]
    public async Task A_node_reads_the_secrets_of_its_pods(string name)
    {
        await world.AllowedAsync(one, "GET", $"/api/v1/namespaces/a/secrets/{name}");
        Assert.EndsWith(
            "no relationship found between node 'n2' and this object",
            await world.RefusalAsync(403, two, "GET", $"/api/v1/namespaces/a/secrets/{name}"),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_node_reads_no_other_secret_and_no_list_of_them()
    {
        await world.RefusalAsync(403, one, "GET", "/api/v1/namespaces/a/secrets/other");
        await world.RefusalAsync(403, one, "GET", "/api/v1/namespaces/a/secrets");
    }

    [Fact]
    public async Task A_node_asks_for_tokens_of_its_pods_alone()
    {
        const string Path = "/api/v1/namespaces/a/serviceaccounts/web/token";
        await world.AllowedAsync(one, "POST", Path, """{"spec":{}}""");
        await world.RefusalAsync(403, two, "POST", Path, """{"spec":{}}""");
    }

    [Fact]
    public async Task A_node_reads_pods_and_nodes_and_renews_its_own_lease()
    {
        await world.AllowedAsync(one, "GET", "/api/v1/pods");
        await world.AllowedAsync(one, "GET", "/api/v1/nodes");
        const string Leases = "/apis/coordination.k8s.io/v1/namespaces/kube-node-lease/leases";
        await world.AllowedAsync(one, "POST", Leases, """{"metadata":{"name":"n1"}}""");
        await world.AllowedAsync(one, "GET", $"{Leases}/n1");
        await world.RefusalAsync(403, two, "GET", $"{Leases}/n1");
    }

    [Fact]
    public async Task A_node_is_not_one_without_its_group()
    {
        await world.RefusalAsync(403, AccessWorld.User("system:node:n1"), "GET", "/api/v1/nodes");
    }

    public ValueTask DisposeAsync() => world.DisposeAsync();
}
