using System.Collections.Immutable;
using Fairway.Twin.Behaviour.Running;

namespace Fairway.Twin.Behaviour.CustomResources;

/// <summary>One cache of a custom resource while its definition lasts.</summary>
internal sealed class CustomCache(AnyCache cache)
{
    private readonly TaskCompletionSource end = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ImmutableArray<IDisposable> subscriptions = [];

    public AnyCache Cache => cache;

    /// <summary>Ends when the cache has ended; throws what it failed with.</summary>
    public Task Running { get; private set; } = Task.CompletedTask;

    public void Begin(ImmutableArray<ICustomCacheFollower> followers, CancellationToken cancel)
    {
        subscriptions = [.. followers.Select(follower => follower.Follow(cache))];
        Running = RunAsync(cancel);
    }

    /// <summary>
    /// Ends the cache. Who is given is told that its objects are gone, which it may not have seen yet.
    /// </summary>
    public void End(ImmutableArray<ICustomCacheFollower> followers)
    {
        foreach (var subscription in subscriptions)
        {
            subscription.Dispose();
        }

        foreach (var follower in followers)
        {
            follower.Lose(cache);
        }

        end.TrySetResult();
    }

    private async Task RunAsync(CancellationToken cancel)
    {
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var ending = EndAsync(both);
        await cache.RunAsync(both.Token);
        end.TrySetResult();
        await ending;
    }

    private async Task EndAsync(CancellationTokenSource both)
    {
        await end.Task;
        both.Cancel();
    }
}
