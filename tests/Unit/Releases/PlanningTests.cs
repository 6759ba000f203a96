using Fairway.Api.Meta;
using Fairway.Api.Releases;
using Fairway.Kube;
using Fairway.Tests.Releases.Scenes;
using Xunit;

namespace Fairway.Tests.Releases;

/// <summary>One cluster keeps no other from being planned, and whoever waits for a plan sees how far it is.</summary>
public sealed class PlanningTests
{
    [Fact]
    public void A_fault_in_one_cluster_is_listed_and_the_others_go_on() => ReleaseWorld.Run(async world =>
    {
        await Fleets.ThreeStagesAsync(world);
        world.Tenant("p1").Fault = "the chart proxy 1.0.0: values do not fit its schema: port: got string";
        world.Manager();

        await world.ReleaseAsync("one", "1.0.0");
        var planned = await world.UntilAsync("one", release => release.Status?.Plan is not null);

        Assert.Equal(3, planned.Status!.Clusters);
        var shown = (await world.Meta.GetAsync(
            KubeResources.ConfigMaps, new ObjectKey(Labels.SystemNamespace, "plan-one"), default)).ReadNode();
        Assert.Contains(
            "Not planned, and join when they can be:\n"
            + "  ! p1: the chart proxy 1.0.0: values do not fit its schema: port: got string\n",
            (string)shown["data"]!["plan.txt"]!,
            StringComparison.Ordinal);
        Assert.Contains("\"refused\":[{\"why\":", (string)shown["data"]!["plan.json"]!, StringComparison.Ordinal);

        world.Tenant("p1").Fault = null;
        await world.UntilAsync("one", ReleasePhase.Succeeded);
        Assert.All(Fleets.Ids, id => Assert.Equal("1.0.0", world.Tenant(id).Running));
    });

    [Fact]
    public void Where_no_cluster_can_be_planned_there_is_no_plan() => ReleaseWorld.Run(async world =>
    {
        await Fleets.ThreeStagesAsync(world);
        foreach (var id in Fleets.Ids)
        {
            world.Tenant(id).Fault = "no such chart";
        }

        world.Manager();
        await world.ReleaseAsync("one", "1.0.0");
        var failed = await world.UntilAsync("one", one => Reason(one) == ReleaseConditions.PlanFailed);

        Assert.Equal("c1: no such chart", Progress(failed)!.Message);
        Assert.Null(failed.Status!.Planning);
    });

    [Fact]
    public void How_far_a_plan_is_is_said_once_a_second_at_most_and_no_more_when_it_is_made() =>
        ReleaseWorld.Run(async world =>
        {
            await world.PipelineAsync(Fleets.Pipeline);
            for (var i = 0; i < 40; i++)
            {
                await world.ClusterAsync($"c{i:00}", "canary");
                world.Tenant($"c{i:00}").LookTime = TimeSpan.FromMilliseconds(400 + (10 * i));
            }

            world.Manager();
            var seen = new List<(DateTimeOffset At, PlanningProgress Progress)>();
            await world.ReleaseAsync("slow", "1.0.0", """{"mode":"Plan"}""");
            var planned = await world.UntilAsync("slow", release =>
            {
                if (release.Status?.Planning is { } now && (seen.Count == 0 || seen[^1].Progress != now))
                {
                    seen.Add((world.Now, now));
                }

                return release.Status?.Phase == ReleasePhase.Planned;
            });

            Assert.Null(planned.Status!.Planning);
            Assert.InRange(seen.Count, 2, 5);
            Assert.All(seen, one => Assert.Equal(40, one.Progress.Clusters));
            Assert.Equal(seen.Select(one => one.Progress.Planned).Order(), seen.Select(one => one.Progress.Planned));
            Assert.All(
                seen.Zip(seen.Skip(1)),
                pair => Assert.True(pair.Second.At - pair.First.At >= TimeSpan.FromMilliseconds(800)));
        });

    [Fact]
    public void A_release_that_is_changed_while_it_is_planned_is_planned_all_the_same() =>
        ReleaseWorld.Run(async world =>
        {
            await Fleets.ThreeStagesAsync(world);
            foreach (var (id, number) in Fleets.Ids.Select((id, number) => (id, number)))
            {
                world.Tenant(id).LookTime = TimeSpan.FromSeconds(2 + (2 * number));
            }

            world.Manager();
            await world.ReleaseAsync("one", "1.0.0");
            await world.UntilAsync("one", release => release.Status?.Planning is not null);
            await world.PatchReleaseAsync("one", """{"paused":true}""");
            var paused = await world.UntilAsync("one", ReleasePhase.Paused);

            Assert.Null(paused.Status!.Planning);
            await world.PatchReleaseAsync("one", """{"paused":false}""");
            await world.UntilAsync("one", ReleasePhase.Succeeded);
        });

    private static Condition? Progress(Release release) =>
        release.Status?.Conditions?.FirstOrDefault(one => one.Type == ReleaseConditions.Progressing);

    private static string? Reason(Release release) => Progress(release)?.Reason;
}
