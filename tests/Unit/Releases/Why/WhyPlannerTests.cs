using Fairway.Releases.Why;
using Fairway.Api;
using Fairway.Api.Clusters;
using Fairway.Api.Components;
using Fairway.Api.Meta;
using Fairway.Api.Releases;
using Fairway.Api.Safety;
using Fairway.Kube;
using Fairway.Kube.Requests;
using Fairway.Tests.Releases.Scenes;
using Xunit;

namespace Fairway.Tests.Releases.Why;

/// <summary>The one answer to: why is this cluster not on that version?</summary>
public sealed class WhyPlannerTests
{
    [Fact]
    public void A_cluster_that_is_not_there_is_said_to_be_missing()
    {
        var lines = WhyPlanner.Explain(new WhyObservation { Now = default, ClusterId = "nowhere" });

        Assert.Equal(WhyKind.Blocker, Assert.Single(lines).Kind);
        Assert.Contains("nowhere", lines[0].Says, StringComparison.Ordinal);
    }

    [Fact]
    public void A_failed_release_is_explained_down_to_what_its_gates_saw() => ReleaseWorld.Run(async world =>
    {
        world.Manager();
        await Fleets.WithFirstAsync(world);
        world.Tenant("p1").Crashes.Add("2.0.0");
        await world.ReleaseAsync("second", "2.0.0");
        await world.UntilAsync("second", ReleasePhase.RolledBack);

        var failed = await ExplainAsync(world, "p1");
        Assert.Contains(failed, line => line.Says.StartsWith("should run 1.0.0", StringComparison.Ordinal));
        Assert.Contains(failed, line => line is { Kind: WhyKind.Evidence }
            && line.Says.StartsWith("it failed: CrashLoop: pod web-0 of p1 crashes", StringComparison.Ordinal));
        Assert.Contains(failed, line => line.About == "gate health/before");

        var untouched = await ExplainAsync(world, "p2");
        Assert.Contains(untouched, line => line.Says == "this cluster had no part in it");
    });

    [Fact]
    public void What_holds_a_cluster_comes_as_a_blocker_and_what_it_waits_for_does_not() => ReleaseWorld.Run(
        async world =>
        {
            world.Manager();
            await Fleets.WithFirstAsync(world);
            await world.ReleaseAsync("second", "2.0.0");
            await world.UntilAsync("c1", "second", item => item.Status?.Phase == ClusterReleasePhase.Step);

            var waiting = await ExplainAsync(world, "p1");
            Assert.Contains(waiting, line => line is { Kind: WhyKind.Waiting, About: "Release second" }
                && line.Says == "this cluster's turn has not come; the stage under way is canary");
            Assert.DoesNotContain(waiting, line => line.Kind == WhyKind.Blocker);
        });

    [Fact]
    public void Who_has_the_conflict_domain_is_named_with_since_when_and_what_would_free_it() => ReleaseWorld.Run(
        async world =>
        {
            world.Manager();
            await Fleets.WithFirstAsync(world);
            foreach (var component in new[] { "proxy", "cache", "dns" })
            {
                await world.ComponentAsync(component);
                await world.PatchAsync(
                    $"/apis/fairway.dev/v1alpha1/components/{component}", """{"spec": {"conflictDomain": "Node"}}""");
            }

            await world.ReleaseAsync("second", "2.0.0");
            var holder = await world.UntilAsync("c1", "second", item => item.Status?.Intent is not null);
            await world.ReleaseAsync("other", "1.0.0", component: "cache");
            await world.ReleaseAsync("third", "1.0.0", component: "dns");
            await world.UntilAsync("third", one => one.Status?.Interlocked?.Contains("c1") == true);

            var why = await ExplainAsync(world, "c1", "dns");
            Assert.Contains(why, line => line is { Kind: WhyKind.Blocker, About: "gate interlock" });
            var taken = Assert.Single(why, line => line.About == "conflict domain Node");
            Assert.Equal(WhyKind.Waiting, taken.Kind);
            Assert.StartsWith(
                $"the Release second has it with proxy since {holder.Status!.Intent!.At:yyyy-MM-ddTHH:mm:ssZ} (",
                taken.Says,
                StringComparison.Ordinal);
            Assert.EndsWith("at once after: fairway release stop second", taken.Says, StringComparison.Ordinal);

            await world.PatchReleaseAsync("second", """{"stopped": true}""");
            await world.PatchReleaseAsync("other", """{"paused": false}""");
            await world.UntilAsync("c1", "other", item => item.Status?.Intent is not null);
            Assert.Contains(await ExplainAsync(world, "c1", "dns"), line => line.Says.StartsWith(
                "the Release other has it with cache since", StringComparison.Ordinal));
        });

    [Fact]
    public void Who_comes_first_in_a_queue_is_named_with_the_priority_that_overtakes() => ReleaseWorld.Run(
        async world =>
        {
            world.Manager();
            await Fleets.WithFirstAsync(world);
            await world.ReleaseAsync("second", "2.0.0");
            await world.UntilAsync("second", ReleasePhase.Running);
            await world.ReleaseAsync("third", "3.0.0");
            await world.UntilAsync("third", one => one.Status is { Phase: ReleasePhase.Pending });

            var why = await ExplainAsync(world, "p1");
            Assert.Contains(why, line => line is { About: "Release second", Kind: WhyKind.Waiting }
                && line.Says.EndsWith(
                    "third begins when it has ended, or at once after: fairway release stop second",
                    StringComparison.Ordinal));

            // Before any manager has looked, age and priority alone decide.
            var (one, other) = (Waiting("one", world.Now, 3), Waiting("other", world.Now.AddHours(2), 0));
            var queue = WhyPlanner.Explain(await ObserveAsync(world, "p1", "proxy") with { Releases = [one, other] });
            Assert.Contains(queue, line => line.About == "Release one" && line.Says.EndsWith(
                "priority 3); other goes on after it, or before it with a spec.priority of 6",
                StringComparison.Ordinal));
        });

    private static Release Waiting(string name, DateTimeOffset made, int priority) => new()
    {
        Metadata = new ObjectMeta { Name = name, Uid = name, CreationTimestamp = made },
        Spec = new ReleaseSpec
        {
            Priority = priority,
            Changes = [new ReleaseChange { Component = "proxy", Version = "9" }],
        },
    };

    private static async Task<IReadOnlyList<WhyLine>> ExplainAsync(
        ReleaseWorld world, string id, string component = "proxy") =>
        WhyPlanner.Explain(await ObserveAsync(world, id, component));

    internal static async Task<WhyObservation> ObserveAsync(ReleaseWorld world, string id, string component) =>
        new()
        {
            Now = world.Now,
            ClusterId = id,
            Component = component,
            Cluster = (await ListAsync(world, ApiJson.Default.Cluster)).First(one => one.Id == id),
            Components = await ListAsync(world, ApiJson.Default.Component),
            ClusterComponents =
                [.. (await ListAsync(world, ApiJson.Default.ClusterComponent)).Where(o => o.Metadata.Namespace == id)],
            ClusterReleases =
                [.. (await ListAsync(world, ApiJson.Default.ClusterRelease)).Where(one => one.ClusterId == id)],
            Releases = await ListAsync(world, ApiJson.Default.Release),
            Stops = await ListAsync(world, ApiJson.Default.EmergencyStop),
        };

    private static async Task<IReadOnlyList<T>> ListAsync<T>(
        ReleaseWorld world, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type)
        where T : Fairway.Api.Meta.FairwayObject =>
        await world.Meta.ListAllAsync(FairwayResources.Of<T>(), ListQuery.All, type, default);
}
