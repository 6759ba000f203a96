using Fairway.Api.Releases;
using Fairway.Tests.Releases.Scenes;
using Xunit;

namespace Fairway.Tests.Releases;

/// <summary>Managers that share clusters, die and follow each other.</summary>
public sealed class ManagerTests
{
    [Fact]
    public void Two_managers_share_the_clusters_and_repeat_nothing() => ReleaseWorld.Run(async world =>
    {
        world.Manager("m1");
        world.Manager("m22");
        await Fleets.WithFirstAsync(world);

        await world.ReleaseAsync("second", "2.0.0");
        await world.UntilAsync("second", ReleasePhase.Succeeded);

        Assert.All(Fleets.Ids, id => Assert.Single(Applied(world, id)));
    });

    [Fact]
    public void When_a_manager_dies_the_other_goes_on() => ReleaseWorld.Run(async world =>
    {
        var first = world.Manager("m1");
        await Fleets.WithFirstAsync(world);
        await world.ReleaseAsync("second", "2.0.0");
        await world.UntilAsync("s1", "second", item => item.Status?.Phase == ClusterReleasePhase.Step);

        first.Die();
        world.Manager("m22");
        await world.UntilAsync("second", ReleasePhase.Succeeded);

        Assert.All(Fleets.Ids, id => Assert.Single(Applied(world, id)));
        Assert.All(Fleets.Ids, id => Assert.Equal("2.0.0", world.Tenant(id).Running));
    });

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_crash_after_any_write_ends_as_no_crash_would(int part) => ReleaseWorld.Run(
        async world =>
        {
            var first = world.Manager("m1");
            await Fleets.WithFirstAsync(world);
            world.Tenant("p1").Crashes.Add("3.0.0");
            await first.StopAsync();

            // Each version is a reference release of its own; the process dies a few writes later each time.
            for (var write = part; write < 72; write += 4)
            {
                var name = $"r{write}";
                var bad = write % 8 == 7;
                world.Tenant("p1").Crashes.Add($"3.{write}.0");
                world.Deeds.Clear();
                await world.ReleaseAsync(name, bad ? $"3.{write}.0" : $"2.{write}.0");
                await DieAtAsync(world, name, write);
                var end = await world.UntilAsync(name, release => release.Status?.FinishedAt is not null);

                var phase = bad ? ReleasePhase.RolledBack : ReleasePhase.Succeeded;
                Assert.True(phase == end.Status!.Phase, $"crash after write {write}: {end.Status}");
                var most = bad ? 2 : 1;
                Assert.All(Fleets.Ids, id => Assert.True(Applied(world, id).Count <= most, $"{id} at {write}"));
                Assert.All(
                    Fleets.Ids, id => Assert.Equal(world.Tenant("c1").Running, world.Tenant(id).Running));
            }
        },
        TimeSpan.FromHours(8));

    private static async Task DieAtAsync(ReleaseWorld world, string name, int write)
    {
        var dying = world.Manager($"dying-{name}", write + 12);
        for (var look = 0; look < 600 && !dying.IsDead; look++)
        {
            await world.PassAsync(1);
            if ((await world.FindAsync(name))?.Status?.FinishedAt is not null)
            {
                break;
            }
        }

        if (!dying.IsDead)
        {
            await dying.StopAsync();
            dying.Die();
        }

        var heir = world.Manager($"heir-{name}");
        await world.UntilAsync(name, release => release.Status?.FinishedAt is not null);
        await world.PassAsync(5);
        await heir.StopAsync();
        heir.Die();
    }

    private static List<Deed> Applied(ReleaseWorld world, string id) =>
        [.. world.Deeds.Where(deed => deed.Cluster == id && deed.What == "apply")];
}
