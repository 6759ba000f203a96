using System.Text.Json.Nodes;
using Fairway.Twin.Api;
using Fairway.Twin.Api.Access.Bootstrap;
using Fairway.Twin.Storage;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Fairway.Tests.Twin.Api.Access;

public sealed class BootstrapTests : IAsyncDisposable
{
    private const string Roles = "/apis/rbac.authorization.k8s.io/v1/clusterroles";
    private const string View = Roles + "/view";
    private readonly AccessWorld world = new();

    [Fact]
    public async Task A_new_cluster_has_its_roles_and_bindings()
    {
        var admin = await world.Twin.OkAsync("GET", $"{Roles}/cluster-admin");
        Assert.Equal("rbac-defaults", admin["metadata"]!["labels"]!["kubernetes.io/bootstrapping"]!.GetValue<string>());
        Assert.Equal(
            """[{"verbs":["*"],"apiGroups":["*"],"resources":["*"]},{"verbs":["*"],"nonResourceURLs":["*"]}]""",
            admin["rules"]!.ToJsonString());
        await world.Twin.OkAsync(
            "GET", "/apis/rbac.authorization.k8s.io/v1/namespaces/kube-system/roles/system:controller:token-cleaner");
    }

    [Fact]
    public async Task Roles_that_collect_others_begin_complete()
    {
        var view = await world.Twin.OkAsync("GET", View);
        var edit = await world.Twin.OkAsync("GET", $"{Roles}/edit");
        var admin = await world.Twin.OkAsync("GET", $"{Roles}/admin");
        Assert.Superset(Rules(view), Rules(edit));
        Assert.Superset(Rules(edit), Rules(admin));
        Assert.Contains(Rules(admin), r => r.Contains("rolebindings", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Everybody_may_discover_and_ask_about_themselves()
    {
        var bob = AccessWorld.User("bob");
        await world.AllowedAsync(bob, "GET", "/apis");
        await world.AllowedAsync(bob, "GET", "/version");
        await world.RefusalAsync(403, bob, "GET", "/metrics");
        var anonymous = new ApiUser("system:anonymous", ["system:unauthenticated"]);
        await world.AllowedAsync(anonymous, "GET", "/version");
        await world.RefusalAsync(403, anonymous, "GET", "/apis");
    }

    [Fact]
    public void Clusters_that_begin_together_share_their_roles()
    {
        var now = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
        Assert.Same(BootstrapSeed.At(now), BootstrapSeed.At(now.AddSeconds(20)));
        Assert.Equal("2026-01-02T04:00:00Z", CreatedAt(BootstrapSeed.At(now.AddHours(1).AddMinutes(-4))));
    }

    [Fact]
    public void Bindings_name_roles_that_are_there()
    {
        var names = BootstrapSeed.Objects.Select(o => $"{o.Key.Namespace}/{o.Key.Name}").ToHashSet();
        var missing = BootstrapSeed.Objects
            .Where(o => o.Tree["roleRef"] is not null)
            .Select(o => $"{o.Key.Namespace}/{o.Tree["roleRef"]!["name"]}")
            .Except(names);
        Assert.Empty(missing);
    }

    [Fact]
    public async Task A_kept_cluster_gets_back_what_is_missing_and_keeps_what_was_added()
    {
        var folder = Directory.CreateTempSubdirectory();
        var time = new FakeTimeProvider();
        try
        {
            await using (var twin = new TwinClient(ApiStore.Open(time, SqliteJournal.In(folder.FullName))))
            {
                await twin.OkAsync("DELETE", $"{Roles}/system:discovery");
                await twin.MergeAsync(
                    $"{Roles}/system:basic-user",
                    """{"rules":[{"apiGroups":["x"],"resources":["y"],"verbs":["get"]}]}""");
                await twin.MergeAsync(
                    $"{Roles}/system:heapster",
                    """
                    {"metadata":{"annotations":{"rbac.authorization.kubernetes.io/autoupdate":"false"}},"rules":[]}
                    """);
            }

            await using var again = new TwinClient(ApiStore.Open(time, SqliteJournal.In(folder.FullName)));
            await again.OkAsync("GET", $"{Roles}/system:discovery");
            Assert.Equal(3, Rules(await again.OkAsync("GET", $"{Roles}/system:basic-user")).Count);
            Assert.Empty(Rules(await again.OkAsync("GET", $"{Roles}/system:heapster")));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    public ValueTask DisposeAsync() => world.DisposeAsync();

    private static HashSet<string> Rules(JsonObject role) =>
        [.. (role["rules"] as JsonArray ?? []).Select(r => r!.ToJsonString())];

    private static string CreatedAt(StoreSeed seed) =>
        JsonNode.Parse(seed.Objects[0].Object.Json.Span)!["metadata"]!["creationTimestamp"]!.GetValue<string>();
}
