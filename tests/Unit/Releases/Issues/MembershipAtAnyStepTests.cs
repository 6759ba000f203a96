using Fairway.Api.Clusters;
using Fairway.Api.Releases;
using Fairway.Tests.Releases.Scenes;
using Xunit;

namespace Fairway.Tests.Releases.Issues;

/// <summary>KubeFleet 733: a cluster that came, left or was labelled anew while a run was on its way ended the
/// run.</summary>
public sealed class MembershipAtAnyStepTests
{
    public static TheoryData<string, ClusterReleasePhase> Cases()
    {
        var cases = new TheoryData<string, ClusterReleasePhase>();
        foreach (var phase in Phases)
        {
            cases.Add("comes", phase);
            cases.Add("leaves", phase);
            cases.Add("is labelled anew", phase);
            cases.Add("leaves itself", phase);
        }

        return cases;
    }

    private static ClusterReleasePhase[] Phases =>
    [
        ClusterReleasePhase.PreCheck, ClusterReleasePhase.Configure, ClusterReleasePhase.Step, ClusterReleasePhase.Bake,
        ClusterReleasePhase.PostCheck, ClusterReleasePhase.Succeeded,
    ];

    /// <summary>It happens when s1, the cluster of the middle stage, enters a phase.</summary>
    [Theory]
    [MemberData(nameof(Cases))]
    public void At_any_step_the_run_ends_and_what_was_pinned_is_respected(string what, ClusterReleasePhase phase) =>
        ReleaseWorld.Run(async world =>
        {
            world.Manager();
            await Fleets.WithFirstAsync(world);
            await world.ReleaseAsync("second", "2.0.0");
            await world.UntilAsync("s1", "second", item => Reached(item, phase));
            await HappensAsync(world, what);
            await world.PatchAsync("/apis/fairway.dev/v1alpha1/releasepipelines/fleet", """
                {"spec":{"stages":[{"name":"other","selector":{}}]}}
                """);

            var done = await world.UntilAsync("second", ReleasePhase.Succeeded);

            string[] gone = what == "leaves" ? ["p1"] : what == "leaves itself" ? ["s1"] : [];
            string[] come = what == "comes" ? ["p0"] : [];
            Assert.All(
                Fleets.Ids.Except(gone).Concat(come), id => Assert.Equal("2.0.0", world.Tenant(id).Running));
            Assert.Equal(["canary", "small", "production"], done.Status!.Stages!.Select(stage => stage.Name));
            Assert.Equal("production", (await world.FindAsync("p2", "second"))!.Spec.Stage);
            Assert.DoesNotContain(world.Deeds.GroupBy(deed => deed.Cluster), one =>
                one.Count(deed => deed.What == "apply") > 1);
        });

    private static bool Reached(ClusterRelease item, ClusterReleasePhase phase) => item.Status?.Phase == phase
        || (phase == ClusterReleasePhase.PreCheck && item.Status?.Phase is not null)
        || item.Status?.Phase == ClusterReleasePhase.Succeeded;

    private static async Task HappensAsync(ReleaseWorld world, string what)
    {
        switch (what)
        {
            case "comes":
                (await world.ClusterAsync("p0", "production", importance: 0)).Template = "1.0.0";
                break;
            case "leaves":
                await world.DeleteAsync(PathOf("p1"));
                break;
            case "leaves itself":
                await world.DeleteAsync(PathOf("s1"));
                break;
            default:
                await world.PatchAsync(PathOf("p2"), """{"metadata":{"labels":{"fairway.dev/stage":"canary"}}}""");
                await world.PatchAsync(PathOf("c1"), """{"metadata":{"labels":{"fairway.dev/stage":"production"}}}""");
                break;
        }
    }

    private static string PathOf(string id) =>
        $"/apis/fairway.dev/v1alpha1/namespaces/{id}/clusters/{Cluster.FixedName}";
}
