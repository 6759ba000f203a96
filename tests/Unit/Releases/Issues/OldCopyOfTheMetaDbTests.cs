using Fairway.Api.Releases;
using Fairway.Tests.Releases.Scenes;
using Xunit;

namespace Fairway.Tests.Releases.Issues;

/// <summary>A MetaDB that knows less than the clusters: Fairway observes and asks, and does not act.</summary>
public sealed class OldCopyOfTheMetaDbTests
{
    [Fact]
    public void Clusters_of_which_more_was_recorded_are_held_and_go_on_with_a_newer_copy() =>
        ReleaseWorld.Run(async world =>
        {
            world.Manager();
            await Fleets.WithFirstAsync(world);

            // The same as if the MetaDB had lost what came behind the third record.
            await TellAsync(world, 99);
            await world.ReleaseAsync("second", "2.0.0");
            var held = await world.UntilAsync(
                "c1", "second", item => item.Status?.Phase == ClusterReleasePhase.Held);
            await world.PassAsync(300);

            Assert.Equal(ClusterReleaseReasons.RecordOlderThanCluster, held.Status!.Reason);
            Assert.StartsWith(
                "the MetaDB has 3 records of proxy on c1, and there were 99: it was restored from an older copy",
                held.Status.Message, StringComparison.Ordinal);
            Assert.Equal("1.0.0", world.Tenant("c1").Template);
            Assert.Empty(world.Deeds);

            await TellAsync(world, 3);
            await world.UntilAsync("second", ReleasePhase.Succeeded);
        });

    private static Task TellAsync(ReleaseWorld world, int record) => world.PatchAsync(
        "/apis/fairway.dev/v1alpha1/namespaces/c1/clustercomponents/proxy/status",
        $$$"""{"status":{"record":{{{record}}}}}""");
}
