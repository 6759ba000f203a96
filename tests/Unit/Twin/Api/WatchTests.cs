using System.Text.Json.Nodes;
using Fairway.Kube;
using Xunit;

namespace Fairway.Tests.Twin.Api;

public sealed class WatchTests
{
    private const string ConfigMaps = "/api/v1/namespaces/a/configmaps";

    [Fact]
    public async Task A_watch_without_a_revision_begins_with_what_is_there()
    {
        await using var twin = new TwinClient();
        await twin.NamespaceAsync("a");
        await twin.ConfigMapAsync("x");
        await using var watch = await twin.WatchAsync($"{ConfigMaps}?watch=true");
        await twin.ConfigMapAsync("y");
        Assert.Equal(["Added x", "Added y"], await TwinClient.EventsAsync(watch, 2));
    }

    [Fact]
    public async Task A_watch_from_a_revision_shows_everything_after_it_in_order()
    {
        await using var twin = new TwinClient();
        await twin.NamespaceAsync("a");
        var from = TwinClient.Revision(await twin.ConfigMapAsync("x"));
        await twin.MergeAsync($"{ConfigMaps}/x", """{"data":{"k":"2"}}""");
        await twin.OkAsync("DELETE", $"{ConfigMaps}/x");
        await twin.ConfigMapAsync("x");
        await using var watch = await twin.WatchAsync($"{ConfigMaps}?watch=true&resourceVersion={from}");
        Assert.Equal(["Modified x", "Deleted x", "Added x"], await TwinClient.EventsAsync(watch, 3));
    }

    [Fact]
    public async Task The_end_of_the_initial_events_is_a_bookmark_with_a_mark()
    {
        await using var twin = new TwinClient();
        await twin.NamespaceAsync("a");
        await twin.ConfigMapAsync("x");
        await using var watch = await twin.WatchAsync(
            $"{ConfigMaps}?watch=true&sendInitialEvents=true&resourceVersionMatch=NotOlderThan"
            + "&allowWatchBookmarks=true");
        var frames = await watch.NextFramesAsync(TestContext.Current.CancellationToken);
        Assert.Equal([WatchEventType.Added, WatchEventType.Bookmark], frames!.Select(f => f.Type));
        var mark = JsonNode.Parse(frames![1].Object.Span)!["metadata"]!;
        Assert.Equal("true", mark["annotations"]!["k8s.io/initial-events-end"]!.GetValue<string>());
        Assert.Equal(twin.Store.Revision.ToString(), mark["resourceVersion"]!.GetValue<string>());
    }

    [Fact]
    public async Task Initial_events_without_their_match_rule_are_refused()
    {
        await using var twin = new TwinClient();
        var status = await twin.RefusedAsync(422, "GET", $"{ConfigMaps}?watch=true&sendInitialEvents=true");
        Assert.Equal("Invalid", status["reason"]!.GetValue<string>());
    }

    [Fact]
    public async Task An_object_that_leaves_the_selector_is_deleted_for_the_watcher_in_its_last_matching_state()
    {
        await using var twin = new TwinClient();
        await twin.NamespaceAsync("a");
        var from = TwinClient.Revision(await twin.ConfigMapAsync("x", labels: """{"w":"1"}"""));
        await using var watch =
            await twin.WatchAsync($"{ConfigMaps}?watch=true&labelSelector=w%3D1&resourceVersion={from}");
        var left = await twin.MergeAsync($"{ConfigMaps}/x", """{"metadata":{"labels":{"w":"2"}}}""");
        var frame = Assert.Single((await watch.NextFramesAsync(TestContext.Current.CancellationToken))!);
        var shown = (JsonObject)JsonNode.Parse(frame.Object.Span)!;
        Assert.Equal(WatchEventType.Deleted, frame.Type);
        Assert.Equal("1", shown["metadata"]!["labels"]!["w"]!.GetValue<string>());
        Assert.Equal(TwinClient.Revision(left), TwinClient.Revision(shown));
        await twin.MergeAsync($"{ConfigMaps}/x", """{"metadata":{"labels":{"w":"1"}}}""");
        Assert.Equal(["Added x"], await TwinClient.EventsAsync(watch, 1));
    }

    [Fact]
    public async Task A_watch_from_a_compacted_revision_is_told_that_it_expired()
    {
        await using var twin = new TwinClient();
        await twin.NamespaceAsync("a");
        var from = TwinClient.Revision(await twin.ConfigMapAsync("x"));
        var last = TwinClient.Revision(await twin.MergeAsync($"{ConfigMaps}/x", """{"data":{"k":"2"}}"""));
        twin.Store.Compact(long.Parse(last));
        await using var watch = await twin.WatchAsync($"{ConfigMaps}?watch=true&resourceVersion={from}");
        Assert.Equal(["Error Expired"], await TwinClient.EventsAsync(watch, 1));
        Assert.Null(await watch.NextFramesAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_watch_ends_by_itself_after_its_timeout()
    {
        await using var twin = new TwinClient();
        await using var watch = await twin.WatchAsync($"{ConfigMaps}?watch=true&timeoutSeconds=5");
        var next = watch.NextFramesAsync(TestContext.Current.CancellationToken).AsTask();
        Assert.False(next.IsCompleted);
        twin.Time.Advance(TimeSpan.FromSeconds(5));
        Assert.Null(await next);
    }

    [Fact]
    public async Task A_watch_that_wants_bookmarks_gets_one_a_minute_with_the_newest_revision()
    {
        await using var twin = new TwinClient();
        await using var watch =
            await twin.WatchAsync($"{ConfigMaps}?watch=true&allowWatchBookmarks=true&timeoutSeconds=600");
        var next = watch.NextFramesAsync(TestContext.Current.CancellationToken).AsTask();
        await twin.NamespaceAsync("elsewhere");
        twin.Time.Advance(TimeSpan.FromMinutes(1));
        var frame = Assert.Single((await next)!);
        Assert.Equal(WatchEventType.Bookmark, frame.Type);
    }

    [Fact]
    public async Task A_write_that_changes_nothing_makes_no_event()
    {
        await using var twin = new TwinClient();
        await twin.NamespaceAsync("a");
        var made = await twin.ConfigMapAsync("x");
        var again = await twin.MergeAsync($"{ConfigMaps}/x", """{"data":{"k":"v"}}""");
        Assert.Equal(TwinClient.Revision(made), TwinClient.Revision(again));
        await using var watch =
            await twin.WatchAsync($"{ConfigMaps}?watch=true&resourceVersion={TwinClient.Revision(made)}");
        await twin.ConfigMapAsync("y");
        Assert.Equal(["Added y"], await TwinClient.EventsAsync(watch, 1));
    }

    [Fact]
    public async Task The_lines_of_the_wire_hold_type_and_object()
    {
        await using var twin = new TwinClient();
        await twin.NamespaceAsync("a");
        await using var watch = await twin.WatchAsync("/api/v1/namespaces?watch=true&fieldSelector=metadata.name%3Da");
        var lines = await watch.NextAsync(TestContext.Current.CancellationToken);
        var text = System.Text.Encoding.UTF8.GetString(System.Buffers.BuffersExtensions.ToArray(lines!.Value));
        Assert.EndsWith("}\n", text, StringComparison.Ordinal);
        Assert.Equal("ADDED", JsonNode.Parse(text)!["type"]!.GetValue<string>());
    }
}
