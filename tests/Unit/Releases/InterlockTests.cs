using Fairway.Api.Releases;
using Fairway.Tests.Releases.Scenes;
using Xunit;

namespace Fairway.Tests.Releases;

/// <summary>Conflict domains around whole Releases.</summary>
public sealed class InterlockTests
{
    [Theory]
    [InlineData(null)]
    [InlineData(40)]
    [InlineData(90)]
    public void Changes_of_one_domain_never_overlap_in_a_cluster_also_where_managers_die(int? diesAfter) =>
        ReleaseWorld.Run(async world =>
        {
            world.Manager("m1", diesAfter);
            world.Manager("m2");
            await Fleets.WithFirstAsync(world);
            await InDomainAsync(world, "proxy", "Network");
            await InDomainAsync(world, "dns", "Network");
            await world.ReleaseAsync("one", "2.0.0");
            await world.ReleaseAsync("two", "3.0.0", component: "dns");
            await world.UntilAsync("one", ReleasePhase.Succeeded);
            await world.UntilAsync("two", ReleasePhase.Succeeded);

            foreach (var cluster in Fleets.Ids)
            {
                var versions = world.Deeds.Where(deed => deed.Cluster == cluster).Select(deed => deed.Version).ToList();
                Assert.Equal(2, versions.Distinct().Count());
                Assert.Equal(1, versions.Zip(versions.Skip(1)).Count(pair => pair.First != pair.Second));
            }
        });

    [Fact]
    public void A_Release_that_is_stopped_frees_its_domain() => ReleaseWorld.Run(async world =>
    {
        world.Manager();
        await Fleets.WithFirstAsync(world);
        await InDomainAsync(world, "proxy", "Node");
        await InDomainAsync(world, "dns", "Node");
        await world.ReleaseAsync("one", "2.0.0");
        await world.UntilAsync("c1", "one", item => item.Status?.Phase == ClusterReleasePhase.Bake);
        await world.ReleaseAsync("fix", "3.0.0", component: "dns");
        await world.UntilAsync("fix", release => Waits(release) == ReleaseConditions.Interlocked);
        await world.PatchReleaseAsync("one", """{"stopped": true}""");
        await world.UntilAsync("fix", ReleasePhase.Succeeded);
    });

    [Fact]
    public void Without_a_domain_they_go_side_by_side() => ReleaseWorld.Run(async world =>
    {
        world.Manager();
        await Fleets.WithFirstAsync(world);
        await InDomainAsync(world, "dns", "None");
        await world.ReleaseAsync("one", "2.0.0");
        await world.UntilAsync("c1", "one", item => item.Status?.Phase == ClusterReleasePhase.Bake);
        await world.ReleaseAsync("two", "3.0.0", component: "dns");
        await world.UntilAsync("c1", "two", item => item.Status?.Phase == ClusterReleasePhase.Step);
        Assert.Equal(ClusterReleasePhase.Bake, (await world.FindAsync("c1", "one"))!.Status!.Phase);
    });

    private static string? Waits(Release release) =>
        release.Status?.Conditions?.FirstOrDefault(one => one.Type == ReleaseConditions.Progressing)?.Reason;

    private static async Task InDomainAsync(ReleaseWorld world, string component, string domain)
    {
        await world.ComponentAsync(component);
        await world.PatchAsync(
            $"/apis/fairway.dev/v1alpha1/components/{component}",
            $$"""{"spec": {"conflictDomain": "{{domain}}"} }""");
    }
}
