using System.Text.Json;
using Fairway.Api;
using Fairway.Api.Twins;
using Fairway.Kube;
using Fairway.Kube.Caching;
using Fairway.Kube.Objects;
using Fairway.Kube.Pods.Objects;
using Fairway.Twin.Behaviour.Nodes;
using Fairway.Twin.Behaviour.Resources;
using Xunit;

namespace Fairway.Tests.Twin.Behaviour.Nodes;

public sealed class BehaviorWakeTests
{
    private const string Web = """{"matchLabels":{"app":"web"}}""";
    private const string Api = """{"matchLabels":{"app":"api"}}""";

    [Fact]
    public void Only_pods_that_were_or_are_selected_are_woken()
    {
        var moved = Change(Spec(Web, "\"readiness\":{\"never\":true}"), Spec(Api, "\"readiness\":{\"never\":true}"));
        Assert.True(BehaviorWake.Matters(moved));
        Assert.True(Concerns(moved, "web"));
        Assert.True(Concerns(moved, "api"));
        Assert.False(Concerns(moved, "db"));
    }

    [Fact]
    public void A_behavior_that_comes_or_goes_wakes_whom_it_selects()
    {
        var spec = Spec(Web, "\"liveness\":{\"failsAfter\":{\"mean\":\"1s\"}}");
        foreach (var change in new[] { Change(null, spec), Change(spec, null) })
        {
            Assert.True(BehaviorWake.Matters(change));
            Assert.True(Concerns(change, "web"));
            Assert.False(Concerns(change, "api"));
        }
    }

    [Fact]
    public void What_pods_use_wakes_nobody()
    {
        var (low, high) = (Spec(Web, "\"usage\":{\"cpuPercent\":5}"), Spec(Web, "\"usage\":{\"cpuPercent\":90}"));
        Assert.False(BehaviorWake.Matters(Change(low, high)));
        Assert.False(BehaviorWake.Matters(Change(null, low)));
        var slow = Spec(Api, "\"usage\":{\"cpuPercent\":90},\"ready\":{\"mean\":\"9s\"}");
        Assert.True(BehaviorWake.Matters(Change(low, slow)));
        Assert.False(Concerns(Change(low, slow), "web"));
        Assert.True(Concerns(Change(low, slow), "api"));
    }

    [Fact]
    public void An_edit_of_metadata_alone_wakes_nobody()
    {
        var spec = Spec(Web, "\"readiness\":{\"never\":true}");
        Assert.False(BehaviorWake.Matters(Change(spec, spec, edited: false)));
    }

    [Fact]
    public void A_share_of_pods_wakes_that_share()
    {
        var change = Change(null, """{"selector":{"percent":30},"readiness":{"never":true}}""");
        var woken = Enumerable.Range(0, 1000).Count(n => Concerns(change, "web", $"web-{n}"));
        Assert.InRange(woken, 250, 350);
    }

    private static string Spec(string labels, string says) => $$"""{"selector":{"labels":{{labels}} },{{says}} }""";

    private static bool Concerns(
        CacheChange<BehaviorView<PodBehaviorSpec>> change, string app, string name = "p") => BehaviorWake.Concerns(
        change,
        PodView.Read(Json($$"""
            {"metadata":{"name":"{{name}}","namespace":"default","labels":{"app":"{{app}}"} },
             "spec":{"containers":[{"name":"main","image":"i:1"}]} }
            """)),
        NodeView.Read(Json("""{"metadata":{"name":"n"}}""")),
        1);

    private static CacheChange<BehaviorView<PodBehaviorSpec>> Change(string? old, string? now, bool edited = true) =>
        new(Cached(old, 1), Cached(now, edited ? 2 : 1));

    private static CachedObject<BehaviorView<PodBehaviorSpec>>? Cached(string? spec, int generation) =>
        spec is null ? null : new CachedObject<BehaviorView<PodBehaviorSpec>>(
            new ObjectHead(new ObjectKey(null, "b"), "u", default, null),
            BehaviorView<PodBehaviorSpec>.Read(
                Json($$"""{"metadata":{"name":"b","uid":"u","generation":{{generation}} },"spec":{{spec}} }"""),
                ApiJson.Default.PodBehaviorSpec));

    private static JsonElement Json(string text) => JsonDocument.Parse(text).RootElement;
}
