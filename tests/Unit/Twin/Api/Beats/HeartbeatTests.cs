using System.Text.Json.Nodes;
using Fairway.Kube;
using Fairway.Twin.Api.Beats;
using Xunit;

namespace Fairway.Tests.Twin.Api.Beats;

/// <summary>Heartbeats of simulated nodes are computed when they are read, and written by nobody.</summary>
public sealed class HeartbeatTests
{
    private const string Node = "/api/v1/nodes/n";
    private const string Leases = "/apis/coordination.k8s.io/v1/namespaces/kube-node-lease/leases";

    [Fact]
    public async Task A_nodes_heartbeat_goes_on_without_a_write()
    {
        await using var twin = new TwinClient();
        var made = await RegisterAsync(twin);
        twin.Time.Advance(TimeSpan.FromHours(1));
        var got = await twin.OkAsync("GET", Node);
        var listed = (await twin.OkAsync("GET", "/api/v1/nodes"))["items"]![0]!;
        Assert.Equal(made["metadata"]!["resourceVersion"]!.ToString(), got["metadata"]!["resourceVersion"]!.ToString());
        var beat = Beat(got);
        Assert.InRange(twin.Time.GetUtcNow() - beat, TimeSpan.Zero, BeatClock.StatusPeriod);
        Assert.Equal(beat, Beat(listed));
        Assert.Equal(Transition(made), Transition(got));
    }

    [Fact]
    public async Task A_lease_is_renewed_without_a_write()
    {
        await using var twin = new TwinClient();
        await RegisterAsync(twin);
        twin.Time.Advance(TimeSpan.FromHours(1));
        var lease = await twin.OkAsync("GET", $"{Leases}/n");
        Assert.InRange(twin.Time.GetUtcNow() - Renewal(lease), TimeSpan.Zero, BeatClock.LeasePeriod);
        twin.Time.Advance(BeatClock.LeasePeriod);
        Assert.Equal(Renewal(lease) + BeatClock.LeasePeriod, Renewal(await twin.OkAsync("GET", $"{Leases}/n")));
    }

    [Fact]
    public async Task A_watch_shows_the_heartbeat_of_its_moment_first()
    {
        await using var twin = new TwinClient();
        await RegisterAsync(twin);
        twin.Time.Advance(TimeSpan.FromHours(1));
        await using var watch = await twin.WatchAsync("/api/v1/nodes?watch=true");
        var frame = Assert.Single((await watch.NextFramesAsync(TestContext.Current.CancellationToken))!);
        var shown = (JsonObject)JsonNode.Parse(frame.Object.Span)!;
        Assert.InRange(twin.Time.GetUtcNow() - Beat(shown), TimeSpan.Zero, BeatClock.StatusPeriod);
    }

    [Fact]
    public async Task Who_writes_back_what_was_read_changes_nothing()
    {
        await using var twin = new TwinClient();
        await RegisterAsync(twin);
        twin.Time.Advance(TimeSpan.FromHours(1));
        var revision = twin.Store.Revision;
        var node = await twin.OkAsync("GET", Node);
        await twin.OkAsync("PUT", $"{Node}/status", node.ToJsonString());
        await twin.OkAsync("PUT", Node, node.ToJsonString());
        var lease = await twin.OkAsync("GET", $"{Leases}/n");
        await twin.OkAsync("PUT", $"{Leases}/n", lease.ToJsonString());
        Assert.Equal(revision, twin.Store.Revision);
    }

    [Fact]
    public async Task A_condition_that_changes_keeps_the_heartbeat_that_comes_with_it()
    {
        await using var twin = new TwinClient();
        await RegisterAsync(twin);
        twin.Time.Advance(TimeSpan.FromHours(1));
        var node = await twin.OkAsync("GET", Node);
        node["status"]!["conditions"]![0]!["status"] = "Unknown";
        node["status"]!["conditions"]![0]!["lastHeartbeatTime"] = "2026-01-02T05:00:00Z";
        var answered = await twin.OkAsync("PUT", $"{Node}/status", node.ToJsonString());
        Assert.Equal("2026-01-02T05:00:00Z", answered["status"]!["conditions"]![0]!["lastHeartbeatTime"]!.ToString());
    }

    [Fact]
    public async Task A_dark_node_beats_no_more()
    {
        await using var twin = new TwinClient();
        await RegisterAsync(twin);
        twin.Time.Advance(TimeSpan.FromMinutes(10));
        var dark = twin.Time.GetUtcNow();
        await twin.MergeAsync(
            Node, $$$"""
            {"metadata":{"annotations":{"twin.fairway.dev/dark-since":"{{{dark:yyyy-MM-ddTHH:mm:ssZ}}}"} } }
            """);
        twin.Time.Advance(TimeSpan.FromHours(1));
        Assert.InRange(Beat(await twin.OkAsync("GET", Node)), dark - BeatClock.StatusPeriod, dark);
        Assert.InRange(
            Renewal(await twin.OkAsync("GET", $"{Leases}/n")), dark - BeatClock.LeasePeriod, dark);
        await twin.MergeAsync(Node, """{"metadata":{"annotations":{"twin.fairway.dev/dark-since":null}}}""");
        Assert.InRange(
            twin.Time.GetUtcNow() - Beat(await twin.OkAsync("GET", Node)), TimeSpan.Zero, BeatClock.StatusPeriod);
    }

    [Fact]
    public async Task Nodes_and_leases_of_others_are_shown_as_they_are()
    {
        await using var twin = new TwinClient();
        await RegisterAsync(twin, "false");
        await twin.OkAsync("POST", Leases.Replace("kube-node-lease", "default", StringComparison.Ordinal), Lease);
        twin.Time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero), Beat(await twin.OkAsync("GET", Node)));
        foreach (var ns in (string[])["default", "kube-node-lease"])
        {
            var lease = await twin.OkAsync(
                "GET", $"{Leases.Replace("kube-node-lease", ns, StringComparison.Ordinal)}/n");
            Assert.Equal("2026-01-02T03:04:05.000000Z", lease["spec"]!["renewTime"]!.ToString());
        }
    }

    [Theory]
    [InlineData("node-000")]
    [InlineData("node-001")]
    [InlineData("a")]
    public void A_beat_is_the_same_until_the_next_one(string node)
    {
        var now = new DateTimeOffset(2026, 1, 2, 3, 4, 5, 678, TimeSpan.Zero);
        var beat = BeatClock.Last(node, BeatClock.LeasePeriod, now);
        Assert.InRange(now - beat, TimeSpan.Zero, BeatClock.LeasePeriod - TimeSpan.FromTicks(1));
        Assert.Equal(beat, BeatClock.Last(node, BeatClock.LeasePeriod, beat));
        Assert.Equal(
            beat, BeatClock.Last(node, BeatClock.LeasePeriod, beat + BeatClock.LeasePeriod - TimeSpan.FromTicks(1)));
        Assert.Equal(
            beat + BeatClock.LeasePeriod, BeatClock.Last(node, BeatClock.LeasePeriod, beat + BeatClock.LeasePeriod));
    }

    private const string Lease = """
        {"metadata":{"name":"n"},"spec":{"holderIdentity":"n","leaseDurationSeconds":40,
        "renewTime":"2026-01-02T03:04:05.000000Z"}}
        """;

    private static async Task<JsonObject> RegisterAsync(TwinClient twin, string simulated = "true")
    {
        var node = await twin.OkAsync("POST", "/api/v1/nodes", $$$"""
            {"metadata":{"name":"n","annotations":{"twin.fairway.dev/simulated":"{{{simulated}}}"}},
            "status":{"conditions":[{"type":"Ready","status":"True","reason":"KubeletReady","message":"m",
            "lastHeartbeatTime":"2026-01-02T03:04:05Z","lastTransitionTime":"2026-01-02T03:04:05Z"}]}}
            """);
        await twin.OkAsync("POST", Leases, Lease);
        return node;
    }

    private static DateTimeOffset Beat(JsonNode node) => Time(node["status"]!["conditions"]![0]!["lastHeartbeatTime"]!);

    private static string Transition(JsonNode node) =>
        node["status"]!["conditions"]![0]!["lastTransitionTime"]!.ToString();

    private static DateTimeOffset Renewal(JsonNode lease) => Time(lease["spec"]!["renewTime"]!);

    private static DateTimeOffset Time(JsonNode time) => DateTimeOffset.Parse(
        time.ToString(), System.Globalization.CultureInfo.InvariantCulture);
}
