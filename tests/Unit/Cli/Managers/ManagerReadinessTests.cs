using Fairway.Cli.Managers;
using Fairway.Kube;
using Fairway.MetaDb.Memory;
using Fairway.Releases.Manager;
using Fairway.Tests.Kube.Fakes;
using Fairway.Tests.Releases.Scenes;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Fairway.Tests.Cli.Managers;

public sealed class ManagerReadinessTests
{
    private readonly FakeTimeProvider time = new();
    private readonly ManagerSight sight = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_manager_is_ready_when_it_has_read_the_meta_cluster_and_its_records_answer()
    {
        var isDown = false;
        await using var inner = new InMemoryMetaDb();
        var readiness = new ManagerReadiness(sight, new MortalDb(inner, () => false, () => isDown), time);
        Assert.Equal("the manager has not begun", await readiness.AskAsync(Cancel));

        var caches = Caches();
        sight.Show(caches);
        Assert.StartsWith(
            "not read yet of the meta cluster: releases, clusterreleases, clusters, ",
            await readiness.AskAsync(Cancel),
            StringComparison.Ordinal);

        // One after the other: the API server of this test is not for several threads.
        var reading = new List<(Task Run, CancellationTokenSource End)>();
        foreach (var cache in caches.All)
        {
            var one = new CancellationTokenSource();
            reading.Add((cache.RunAsync(one.Token), one));
            await cache.WaitForSyncAsync(Cancel);
        }

        Assert.Null(await readiness.AskAsync(Cancel));
        isDown = true;
        Assert.StartsWith("the MetaDB does not answer: ", await readiness.AskAsync(Cancel), StringComparison.Ordinal);
        foreach (var (run, one) in reading)
        {
            await one.CancelAsync();
            await run;
            one.Dispose();
        }
    }

    private MetaCaches Caches() => new(new FakeKubeApi(), KubeEnvironment.Of(time, 1));
}
