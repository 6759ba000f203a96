using System.Text.Json.Nodes;
using Fairway.Kube;
using Fairway.Kube.Requests;
using Fairway.Tests.Kube.Fakes;
using Xunit;

namespace Fairway.Tests.Kube.Contract;

public abstract partial class KubeApiContract
{
    private static readonly WriteOptions ByA = new() { FieldManager = "a" };
    private static readonly WriteOptions ByB = new() { FieldManager = "b" };

    [Fact]
    public async Task A_merge_patch_changes_what_it_names_and_deletes_by_null()
    {
        await CreateMapAsync(Map("a"));
        var patch = new JsonObject { ["data"] = new JsonObject { ["value"] = null, ["other"] = "2" } };
        var patched = (await Api.MergePatchAsync(KubeResources.ConfigMaps, Key("a"), patch, null, Cancel)).ReadNode();
        Assert.Equal("{\"other\":\"2\"}", patched["data"]!.ToJsonString());
    }

    [Fact]
    public async Task A_json_patch_does_its_operations()
    {
        await CreateMapAsync(Map("a"));
        var patch = new JsonArray(new JsonObject { ["op"] = "replace", ["path"] = "/data/value", ["value"] = "2" });
        await Api.JsonPatchAsync(KubeResources.ConfigMaps, Key("a"), patch, null, Cancel);
        Assert.Equal(
            "2", (await Api.GetAsync(KubeResources.ConfigMaps, Key("a"), ItemJson.Default.Item, Cancel)).Value);
    }

    [Fact]
    public async Task A_strategic_patch_merges_lists_by_their_key()
    {
        await CreatePodAsync("p");
        var containers = new JsonArray(new JsonObject { ["name"] = "c", ["image"] = "img:2" });
        var patch = new JsonObject { ["spec"] = new JsonObject { ["containers"] = containers } };
        var patched = await Api.PatchAsync(KubeResources.Pods, Key("p"), PatchKind.Strategic, patch, null, Cancel);
        var container = Assert.Single(patched.ReadNode()["spec"]!["containers"]!.AsArray())!;
        Assert.Equal("img:2", (string?)container["image"]);
    }

    [Fact]
    public async Task A_patch_that_names_an_old_version_is_a_conflict()
    {
        var version = Version(await CreateMapAsync(Map("a")));
        await Api.MergePatchAsync(KubeResources.ConfigMaps, Key("a"), Data("2"), null, Cancel);
        var stale = Data("3");
        stale["metadata"] = new JsonObject { ["resourceVersion"] = version };
        var refusal =
            await RefusedAsync(() => Api.MergePatchAsync(KubeResources.ConfigMaps, Key("a"), stale, null, Cancel));
        Assert.True(refusal.IsConflict);
    }

    [Fact]
    public async Task A_patch_that_changes_nothing_writes_nothing()
    {
        var version = Version(await CreateMapAsync(Map("a", "1")));
        Assert.Equal(
            version, Version(await Api.MergePatchAsync(KubeResources.ConfigMaps, Key("a"), Data("1"), null, Cancel)));
    }

    [Fact]
    public async Task A_patch_of_what_is_not_there_is_NotFound() =>
        Assert.True((await RefusedAsync(() => Api.MergePatchAsync(
            KubeResources.ConfigMaps, Key("none"), Data("1"), null, Cancel))).IsNotFound);

    [Fact]
    public async Task An_apply_creates_then_owns_its_fields()
    {
        await Api.ApplyAsync(KubeResources.ConfigMaps, Key("a"), Map("a", "1"), ByA, Cancel);
        var refusal =
            await RefusedAsync(() => Api.ApplyAsync(KubeResources.ConfigMaps, Key("a"), Map("a", "2"), ByB, Cancel));
        Assert.Equal(409, refusal.Status);
        Assert.False(refusal.IsConflict);
        Assert.True(refusal.Details!.HasCause("FieldManagerConflict"));
        await Api.ApplyAsync(KubeResources.ConfigMaps, Key("a"), Map("a", "2"), ByB with { Force = true }, Cancel);
        Assert.Equal(
            "2", (await Api.GetAsync(KubeResources.ConfigMaps, Key("a"), ItemJson.Default.Item, Cancel)).Value);
    }

    [Fact]
    public async Task An_apply_takes_back_what_it_no_longer_names()
    {
        await Api.ApplyAsync(KubeResources.ConfigMaps, Key("a"), Map("a", "1"), ByA, Cancel);
        var less = Map("a");
        less.Remove("data");
        var applied = await Api.ApplyAsync(KubeResources.ConfigMaps, Key("a"), less, ByA, Cancel);
        Assert.Null(applied.ReadNode()["data"]?["value"]);
    }

    [Fact]
    public async Task An_apply_without_a_manager_is_not_sent() =>
        await Assert.ThrowsAsync<ArgumentException>(() => Api.ApplyAsync(
            KubeResources.ConfigMaps, Key("a"), Map("a"), WriteOptions.None, Cancel));

    [Fact]
    public async Task A_status_is_replaced_whole_and_nothing_else_is_touched()
    {
        await CreatePodAsync("p");
        await Api.ReplaceStatusAsync(
            KubeResources.Pods, Key("p"), new JsonObject { ["phase"] = "Running", ["message"] = "x" }, null, Cancel);
        await Api.ReplaceStatusAsync(
            KubeResources.Pods, Key("p"), new JsonObject { ["phase"] = "Failed" }, null, Cancel);
        var pod = (await Api.GetAsync(KubeResources.Pods, Key("p"), Cancel)).ReadNode();
        Assert.Equal("Failed", (string?)pod["status"]!["phase"]);
        Assert.Null(pod["status"]!["message"]);
        Assert.Equal("img:1", (string?)pod["spec"]!["containers"]![0]!["image"]);
    }

    [Fact]
    public async Task A_status_decided_on_an_old_version_is_a_conflict()
    {
        var version = Version(await CreatePodAsync("p"));
        await Api.ReplaceStatusAsync(
            KubeResources.Pods, Key("p"), new JsonObject { ["phase"] = "Running" }, version, Cancel);
        var refusal = await RefusedAsync(() => Api.ReplaceStatusAsync(
            KubeResources.Pods, Key("p"), new JsonObject { ["phase"] = "Failed" }, version, Cancel));
        Assert.True(refusal.IsConflict);
    }

    [Fact]
    public async Task A_subresource_can_be_read()
    {
        await CreatePodAsync("p");
        var status = await Api.GetSubresourceAsync(KubeResources.Pods, Key("p"), "status", Cancel);
        Assert.Equal("p", (string?)status.ReadNode()["metadata"]!["name"]);
    }

    [Fact]
    public async Task What_was_deleted_is_gone()
    {
        await CreateMapAsync(Map("a"));
        await Api.DeleteAsync(KubeResources.ConfigMaps, Key("a"), null, Cancel);
        Assert.Null(await Api.FindAsync(KubeResources.ConfigMaps, Key("a"), Cancel));
        Assert.True(
            (await RefusedAsync(() => Api.DeleteAsync(KubeResources.ConfigMaps, Key("a"), null, Cancel))).IsNotFound);
        Assert.False(await Api.DeleteIfPresentAsync(KubeResources.ConfigMaps, Key("a"), null, Cancel));
    }

    [Fact]
    public async Task A_deletion_can_insist_on_what_it_deletes()
    {
        var version = Version(await CreateMapAsync(Map("a")));
        await Api.MergePatchAsync(KubeResources.ConfigMaps, Key("a"), Data("2"), null, Cancel);
        var stale = new DeleteOptions { ResourceVersion = version };
        Assert.True(
            (await RefusedAsync(() => Api.DeleteAsync(KubeResources.ConfigMaps, Key("a"), stale, Cancel))).IsConflict);
        var other = new DeleteOptions { Uid = "00000000-0000-4000-8000-000000000001" };
        Assert.True(
            (await RefusedAsync(() => Api.DeleteAsync(KubeResources.ConfigMaps, Key("a"), other, Cancel))).IsConflict);
        Assert.True(await Api.DeleteIfPresentAsync(
            KubeResources.ConfigMaps, Key("a"), new DeleteOptions { GracePeriodSeconds = 0 }, Cancel));
    }

    [Fact]
    public async Task What_is_selected_can_be_deleted_together()
    {
        await CreateMapAsync(Map("a").Labelled("app", "web"));
        await CreateMapAsync(Map("b").Labelled("app", "web"));
        await CreateMapAsync(Map("c").Labelled("app", "db"));
        var selected = new ListQuery { Namespace = Ns, LabelSelector = "app=web" };
        await Api.DeleteCollectionAsync(KubeResources.ConfigMaps, selected, null, Cancel);
        Assert.Equal(["c"], await NamesAsync(new ListQuery { Namespace = Ns, LabelSelector = "app" }));
    }
}
