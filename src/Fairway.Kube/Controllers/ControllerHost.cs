using System.Runtime.ExceptionServices;
using Fairway.Kube.Caching;

namespace Fairway.Kube.Controllers;

/// <summary>Runs controllers and the caches that they read.</summary>
public sealed class ControllerHost(KubeEnvironment environment)
{
    private readonly List<ControllerDefinition> _controllers = [];
    private readonly List<ObjectCache> _shared = [];
    private readonly List<ObjectCache> _caches = [];

    /// <summary>
    /// Has the last word on each controller that is added: it, another in its place, or null to leave it out with the
    /// caches that no other reads. For simulations that crash, blind or break one controller alone.
    /// </summary>
    public Func<ControllerDefinition, ControllerDefinition?> Shape { get; init; } = static controller => controller;

    /// <summary>Adds a controller, before <see cref="RunAsync"/>.</summary>
    public ControllerHost Add(ControllerDefinition controller)
    {
        if (Shape(controller) is { } shaped)
        {
            _controllers.Add(shaped);
            foreach (var cache in Controller.CachesOf(shaped))
            {
                AddCache(cache);
            }
        }

        return this;
    }

    /// <summary>Adds a cache that no controller names, for others to read.</summary>
    public ControllerHost AddCache(ObjectCache cache)
    {
        if (!_caches.Contains(cache))
        {
            _caches.Add(cache);
        }

        return this;
    }

    /// <summary>Says that a cache is run by somebody else: it is read here, and not run.</summary>
    public ControllerHost AddShared(ObjectCache cache)
    {
        _shared.Add(cache);
        return this;
    }

    /// <summary>
    /// Runs until cancelled. Then no reconcile is begun, those that run are cancelled and awaited, and the caches end
    /// last. A failure of a loop (an error of this program, not of a cluster) ends everything, and is thrown.
    /// </summary>
    public async Task RunAsync(CancellationToken cancel)
    {
        using var controllersEnd = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        using var cachesEnd = new CancellationTokenSource();
        var caches = new List<Task>();
        var failures = new List<Exception>();
        foreach (var cache in _caches.Where(cache => !_shared.Contains(cache)))
        {
            caches.Add(GuardAsync(cache.RunAsync(cachesEnd.Token), failures, controllersEnd));
        }

        var controllers = new List<Task>();
        foreach (var definition in _controllers)
        {
            var controller = new Controller(definition, environment);
            controllers.Add(GuardAsync(controller.RunAsync(controllersEnd.Token), failures, controllersEnd));
        }

        if (controllers.Count == 0)
        {
            controllers.Add(UntilAsync(controllersEnd.Token));
        }

        await Task.WhenAll(controllers);
        cachesEnd.Cancel();
        await Task.WhenAll(caches);
        if (failures.Count > 0)
        {
            ExceptionDispatchInfo.Throw(failures[0]);
        }
    }

    private static async Task GuardAsync(Task loop, List<Exception> failures, CancellationTokenSource everything)
    {
        try
        {
            await loop;
        }
        catch (Exception e)
        {
            lock (failures)
            {
                failures.Add(e);
            }

            everything.Cancel();
        }
    }

    private static async Task UntilAsync(CancellationToken cancel)
    {
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = cancel.Register(() => ended.TrySetResult());
        await ended.Task;
    }
}
