using Fairway.Kube;
using Fairway.Kube.Controllers;

namespace Fairway.Workloads;

/// <summary>
/// The controllers of OpenKruise's kinds in one cluster. Pods are not looked at before there is a set: a cluster
/// without one pays next to nothing.
/// </summary>
/// <param name="api">The cluster.</param>
/// <param name="environment">Time, chance and log.</param>
public sealed class WorkloadProcess(IKubeApi api, KubeEnvironment environment)
{
    /// <summary>Has the last word on each controller: see <see cref="ControllerHost.Shape"/>.</summary>
    public Func<ControllerDefinition, ControllerDefinition?> Shape { get; init; } = static controller => controller;

    /// <summary>Runs until cancelled. It must be alone in its cluster: who calls holds a Lease.</summary>
    public async Task RunAsync(CancellationToken cancel)
    {
        var caches = new WorkloadCaches(api, environment);
        using var watchingEnds = new CancellationTokenSource();
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var watching = WatchAsync(caches, end, watchingEnds.Token);
        try
        {
            await ASetAsync(caches, end.Token);
            if (!end.IsCancellationRequested)
            {
                await ControlAsync(caches, end.Token);
            }
        }
        finally
        {
            watchingEnds.Cancel();
            await watching;
        }
    }

    /// <summary>Keeps what must be known before there is a set; when that ends, everything ends.</summary>
    private static async Task WatchAsync(
        WorkloadCaches caches, CancellationTokenSource everything, CancellationToken cancel)
    {
        try
        {
            await Task.WhenAll(caches.Early.Select(cache => cache.RunAsync(cancel)));
        }
        finally
        {
            everything.Cancel();
        }
    }

    /// <summary>Waits for the first set, or for the end.</summary>
    private static async Task ASetAsync(WorkloadCaches caches, CancellationToken cancel)
    {
        var there = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var subscriptions = caches.OnSet(() => there.TrySetResult());
        await using (cancel.Register(() => there.TrySetResult()))
        {
            await there.Task;
        }

        foreach (var subscription in subscriptions)
        {
            subscription.Dispose();
        }
    }

    private async Task ControlAsync(WorkloadCaches caches, CancellationToken cancel)
    {
        var host = new ControllerHost(environment) { Shape = Shape };
        foreach (var cache in caches.Early)
        {
            host.AddShared(cache);
        }

        var recorders = WorkloadControllers.Add(host, caches, api, environment);
        await Task.WhenAll(recorders.Select(recorder => recorder.RunAsync(cancel)).Append(host.RunAsync(cancel)));
    }
}
