using Fairway.Api.Releases;
using Fairway.Tests.Releases.Scenes;
using Xunit;

namespace Fairway.Tests.Releases.Issues;

/// <summary>Open Cluster Management 1346: a cluster that a list lacked for a moment lost its workloads.</summary>
public sealed class AbsenceFromAListTests
{
    [Fact]
    public void A_cluster_that_vanishes_from_a_list_for_a_moment_loses_nothing() => ReleaseWorld.Run(async world =>
    {
        var manager = world.Manager();
        await Fleets.WithFirstAsync(world);
        await world.ReleaseAsync("second", "2.0.0");
        await world.UntilAsync("s1", "second", item => item.Status?.Phase == ClusterReleasePhase.Bake);

        manager.Lies.About = "s1";
        await TouchAsync(world, "1");
        await world.PassAsync(5);

        var meanwhile = (await world.FindAsync("second"))!.Status!;
        Assert.Equal(4, meanwhile.Clusters);
        Assert.Equal("s1", Assert.Single(meanwhile.Slots!).Cluster);

        manager.Lies.About = null;
        await TouchAsync(world, "2");
        var done = await world.UntilAsync("second", ReleasePhase.Succeeded);
        Assert.Equal(4, done.Status!.Done);
        Assert.Single(world.Deeds, deed => deed is { Cluster: "s1", What: "apply" });
    });

    private static Task TouchAsync(ReleaseWorld world, string value) => world.PatchAsync(
        "/apis/fairway.dev/v1alpha1/namespaces/s1/clusters/kubernetes-cluster",
        $$$$"""{"metadata":{"annotations":{"touched":"{{{{value}}}}"}}}""");
}
