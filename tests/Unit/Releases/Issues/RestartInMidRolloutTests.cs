using Fairway.Api.Releases;
using Fairway.Tests.Releases.Scenes;
using Xunit;

namespace Fairway.Tests.Releases.Issues;

/// <summary>KubeFleet's re-sync: a restart in mid-rollout began the batch again.</summary>
public sealed class RestartInMidRolloutTests
{
    [Theory]
    [InlineData(ClusterReleasePhase.Step)]
    [InlineData(ClusterReleasePhase.Bake)]
    public void A_restart_repeats_no_batch(ClusterReleasePhase phase) => ReleaseWorld.Run(async world =>
    {
        var first = world.Manager("m1");
        await Fleets.WithFirstAsync(world);
        await world.ReleaseAsync("second", "2.0.0");
        await world.UntilAsync("s1", "second", item => item.Status?.Phase == phase);

        await first.StopAsync();
        await world.PassAsync(40);
        world.Manager("m22");
        await world.UntilAsync("second", ReleasePhase.Succeeded);

        Assert.All(Fleets.Ids, id => Assert.Single(world.Deeds, deed => deed.Cluster == id && deed.What == "apply"));
        Assert.All(Fleets.Ids, id => Assert.Single(world.Deeds, deed => deed.Cluster == id && deed.What == "brake"));
        Assert.Null((await world.FindAsync("s1", "second"))!.Status!.Failure);
    });

    [Fact]
    public void After_a_restart_new_work_is_not_starved_by_what_is_under_way() => ReleaseWorld.Run(async world =>
    {
        var first = world.Manager("m1");
        await world.PipelineAsync("""{"stages":[{"name":"all","selector":{},"maxConcurrency":20}]}""");
        foreach (var number in Enumerable.Range(0, 12))
        {
            (await world.ClusterAsync($"c{number}", "all")).Hangs.Add("1.0.0");
        }

        await world.ReleaseAsync("stuck", "1.0.0");
        await world.UntilAsync("stuck", one => one.Status?.Slots?.Count == 12);
        first.Die();
        world.Manager("m22");
        await world.ComponentAsync("other");
        await world.ReleaseAsync("new", "2.0.0", component: "other");
        var made = world.Now;
        await world.UntilAsync("new", ReleasePhase.Succeeded);

        // The Leases of the dead one have to end first.
        Assert.InRange(world.Now - made, TimeSpan.Zero, TimeSpan.FromSeconds(90));
        Assert.Equal(12, (await world.FindAsync("stuck"))!.Status!.Slots!.Count);
    });

    [Fact]
    public void While_no_manager_lives_permits_lapse_and_nothing_goes_on() => ReleaseWorld.Run(async world =>
    {
        var first = world.Manager("m1");
        await Fleets.WithFirstAsync(world);
        world.Tenant("c1").Hangs.Add("2.0.0");
        await world.ReleaseAsync("second", "2.0.0");
        await world.UntilAsync("c1", "second", item => item.Status?.Phase == ClusterReleasePhase.Step);

        first.Die();
        await world.PassAsync(20);
        world.Tenant("c1").Hangs.Clear();
        await world.PassAsync(20);

        Assert.Equal(-1, world.Tenant("c1").Reached);
        Assert.True(world.Tenant("c1").PermitUntil < world.Now);
    });
}
