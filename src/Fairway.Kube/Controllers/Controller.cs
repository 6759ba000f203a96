using Fairway.Kube.Caching;
using Fairway.Kube.Controllers.Decorators;
using Fairway.Kube.Queues;

namespace Fairway.Kube.Controllers;

/// <summary>One controller at work: its queue, its workers, and its reconciler behind the decorators.</summary>
internal sealed class Controller(ControllerDefinition definition, KubeEnvironment environment)
{
    /// <summary>Every cache that the controller reads, each once.</summary>
    public static IReadOnlyList<ObjectCache> CachesOf(ControllerDefinition definition) =>
        [.. definition.Sources.Select(source => source.Cache).Concat(definition.Reads).Distinct()];

    /// <summary>Runs until cancelled, and returns when the last reconcile has ended.</summary>
    public async Task RunAsync(CancellationToken cancel)
    {
        using var queue = new WorkQueue(definition.Queue, environment.Time, AllKeys)
        {
            Waited = waited => KubeMetrics.QueueWaited(definition.Family, waited),
            Overflowed = () => KubeMetrics.QueueOverflowed(definition.Family),
        };
        using var depth = KubeMetrics.Watch(definition.Family, queue);
        var caches = CachesOf(definition);
        definition.Writes?.Follow(caches);
        if (!await SyncedAsync(caches, cancel))
        {
            return;
        }

        var subscriptions = definition.Sources.Select(source => source.Subscribe((key, late) => Wake(queue, key, late)))
            .Concat(definition.Bells.Select(bell => bell.Subscribe(key => queue.Add(key)))).ToList();
        var pipeline = Pipeline.Around(definition, environment);
        var workers = new List<Task>();
        for (var worker = 0; worker < definition.Workers; worker++)
        {
            workers.Add(WorkAsync(queue, pipeline, cancel));
        }

        await Task.WhenAll(workers);
        subscriptions.ForEach(subscription => subscription.Dispose());
    }

    private static async Task<bool> SyncedAsync(IReadOnlyList<ObjectCache> caches, CancellationToken cancel)
    {
        try
        {
            foreach (var cache in caches)
            {
                await cache.WaitForSyncAsync(cancel);
            }

            return true;
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            return false;
        }
    }

    private void Wake(WorkQueue queue, ObjectKey key, TimeSpan late)
    {
        if (late > TimeSpan.Zero)
        {
            queue.AddAt(key, environment.Time.GetUtcNow() + late);
        }
        else
        {
            queue.Add(key);
        }
    }

    private static async Task WorkAsync(WorkQueue queue, IReconciler pipeline, CancellationToken cancel)
    {
        try
        {
            while (await queue.TakeAsync(cancel) is { } key)
            {
                var outcome = await pipeline.ReconcileAsync(key, cancel);
                queue.Done(key, outcome is Outcome.LookAgainOutcome again ? again.At : null);
            }
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            // Asked to end: the key stays undone, and whoever is next finds it in the cache.
        }
    }

    private IEnumerable<ObjectKey> AllKeys() => definition.Sources.SelectMany(source => source.AllKeys());
}
