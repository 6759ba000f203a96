using System.Text.Json.Nodes;
using Fairway.Kube;
using Fairway.Kube.Requests;
using Fairway.Tests.Kube.Fakes;
using Xunit;

namespace Fairway.Tests.Kube.Contract;

public abstract partial class KubeApiContract
{
    [Fact]
    public async Task What_was_created_can_be_got()
    {
        var created = await CreateMapAsync(Map("a", "Grüße \"z\" \\ \u2028 🚢"));
        Assert.Equal(201, created.Status);
        Assert.StartsWith("application/json", created.ContentType, StringComparison.Ordinal);
        var got = await Api.GetAsync(KubeResources.ConfigMaps, Key("a"), ItemJson.Default.Item, Cancel);
        Assert.Equal("Grüße \"z\" \\ \u2028 🚢", got.Value);
    }

    [Fact]
    public async Task What_is_not_there_is_NotFound()
    {
        var refusal = await RefusedAsync(() => Api.GetAsync(KubeResources.ConfigMaps, Key("none"), Cancel));
        Assert.Equal((404, "NotFound"), (refusal.Status, refusal.Reason));
        Assert.Equal("configmaps \"none\" not found", refusal.Message);
        Assert.Equal("none", refusal.Details!.Details!.Name);
        Assert.True(refusal.IsNotFound);
        Assert.Null(await Api.FindAsync(KubeResources.ConfigMaps, Key("none"), Cancel));
        Assert.Null(await Api.FindAsync(KubeResources.ConfigMaps, Key("none"), ItemJson.Default.Item, Cancel));
    }

    [Fact]
    public async Task A_resource_that_does_not_exist_is_NotFound()
    {
        var nonsense = new KubeResource("nonsense.example.com", "v1", "things", "Thing", true);
        Assert.True((await RefusedAsync(() => Api.ListAsync(nonsense, ListQuery.All, Cancel))).IsNotFound);
    }

    [Fact]
    public async Task A_name_can_be_taken_once()
    {
        await CreateMapAsync(Map("a"));
        var refusal = await RefusedAsync(() => CreateMapAsync(Map("a")));
        Assert.True(refusal.IsAlreadyExists);
        Assert.False(refusal.IsConflict);
    }

    [Fact]
    public async Task A_name_can_be_left_to_the_server()
    {
        var map = Map("x");
        map["metadata"]!.AsObject().Remove("name");
        map["metadata"]!["generateName"] = "gen-";
        var name = (string)(await CreateMapAsync(map)).ReadNode()["metadata"]!["name"]!;
        Assert.StartsWith("gen-", name, StringComparison.Ordinal);
        Assert.NotNull(await Api.FindAsync(KubeResources.ConfigMaps, Key(name), Cancel));
    }

    [Fact]
    public async Task A_name_with_odd_characters_arrives_as_it_is()
    {
        var role = new KubeResource("rbac.authorization.k8s.io", "v1", "clusterroles", "ClusterRole", false);
        var body = Typed(
            new JsonObject
                { ["metadata"] = new JsonObject { ["name"] = "system:odd +&=?#" }, ["rules"] = new JsonArray() }, role);
        await Api.CreateAsync(role, null, body, null, Cancel);
        var got = await Api.GetAsync(role, new ObjectKey(null, "system:odd +&=?#"), Cancel);
        Assert.Equal("system:odd +&=?#", (string?)got.ReadNode()["metadata"]!["name"]);
    }

    [Fact]
    public async Task A_body_that_is_no_JSON_is_a_BadRequest()
    {
        var refusal = await RefusedAsync(
            () => Api.CreateAsync(KubeResources.ConfigMaps, Ns, "{\"a"u8.ToArray(), null, Cancel));
        Assert.Equal((400, "BadRequest"), (refusal.Status, refusal.Reason));
    }

    [Fact]
    public async Task A_dry_run_stores_nothing()
    {
        await Api.CreateAsync(KubeResources.ConfigMaps, Ns, Map("a"), new WriteOptions { DryRun = true }, Cancel);
        Assert.Null(await Api.FindAsync(KubeResources.ConfigMaps, Key("a"), Cancel));
    }

    [Fact]
    public async Task A_large_object_comes_back_whole()
    {
        var large = new string('x', 900_000);
        await CreateMapAsync(Map("a", large));
        var got = await Api.GetAsync(KubeResources.ConfigMaps, Key("a"), ItemJson.Default.Item, Cancel);
        Assert.Equal(large, got.Value);
    }

    [Fact]
    public async Task Warnings_are_told()
    {
        var map = Map("a");
        map["nonsense"] = "x";
        var warned = await CreateMapAsync(map);
        Assert.Equal(["unknown field \"nonsense\""], warned.Warnings);
        map["metadata"]!["name"] = "b";
        var strict = new WriteOptions { FieldValidation = "Strict" };
        var refusal = await RefusedAsync(() => Api.CreateAsync(KubeResources.ConfigMaps, Ns, map, strict, Cancel));
        Assert.Equal(400, refusal.Status);
    }

    [Fact]
    public async Task A_list_holds_what_is_selected_in_order()
    {
        await CreateMapAsync(Map("b").Labelled("app", "web"));
        await CreateMapAsync(Map("a").Labelled("app", "web"));
        await CreateMapAsync(Map("c").Labelled("app", "db"));
        Assert.Equal(["a", "b"], await NamesAsync(new ListQuery { Namespace = Ns, LabelSelector = "app in (web)" }));
        Assert.Equal(["c"], await NamesAsync(new ListQuery { Namespace = Ns, FieldSelector = "metadata.name=c" }));
        Assert.Equal(["a", "b", "c"], await NamesAsync(new ListQuery { LabelSelector = "app" }));
    }

    [Fact]
    public async Task A_list_in_pages_is_the_same_list()
    {
        foreach (var name in new[] { "a", "b", "c", "d", "e" })
        {
            await CreateMapAsync(Map(name).Labelled("l", "1"));
        }

        var query = new ListQuery { Namespace = Ns, LabelSelector = "l", Limit = 2 };
        var first = (await Api.ListAsync(KubeResources.ConfigMaps, query, Cancel)).ReadNode();
        Assert.Equal(2, first["items"]!.AsArray().Count);
        await CreateMapAsync(Map("aa").Labelled("l", "1"));
        var rest = query with { Continue = (string)first["metadata"]!["continue"]! };
        Assert.Equal(["c", "d", "e"], await NamesAsync(rest));
        Assert.Equal(["a", "aa", "b", "c", "d", "e"], await NamesAsync(query));
    }

    [Fact]
    public async Task A_selector_that_is_none_is_a_BadRequest()
    {
        var refusal = await RefusedAsync(() => Api.ListAsync(
            KubeResources.ConfigMaps, new ListQuery { LabelSelector = "a in (" }, Cancel));
        Assert.Equal(400, refusal.Status);
    }

    [Fact]
    public async Task Many_writers_at_once_all_get_their_own_version()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 32).Select(i => CreateMapAsync(Map($"m{i}"))));
        Assert.Equal(32, answers.Select(Version).Distinct().Count());
    }

    [Fact]
    public async Task Everything_that_is_offered_is_discovered()
    {
        var resources = await Api.DiscoverAsync(Cancel);
        var pods = Assert.Single(resources, found => found.Resource == KubeResources.Pods);
        Assert.Contains("watch", pods.Verbs);
        Assert.Contains("po", pods.ShortNames);
        Assert.Contains("status", pods.Subresources);
        Assert.Contains(resources, found => found.Resource == KubeResources.Leases);
        Assert.Contains(resources, found => found.Resource == KubeResources.Nodes);
        Assert.StartsWith("v1.", await Api.VersionAsync(Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_request_that_is_cancelled_ends()
    {
        using var gone = new CancellationTokenSource();
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => Api.GetAsync(KubeResources.ConfigMaps, Key("a"), gone.Token));
    }

    private async Task<IEnumerable<string>> NamesAsync(ListQuery query) =>
        (await Api.ListAllAsync(KubeResources.ConfigMaps, query, ItemJson.Default.Item, Cancel))
            .Select(item => item.Metadata.Name);
}
