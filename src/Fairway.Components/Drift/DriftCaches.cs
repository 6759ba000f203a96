using Fairway.Api.Meta;
using Fairway.Kube;
using Fairway.Kube.Caching;

namespace Fairway.Components.Drift;

/// <summary>Caches of a cluster's objects that carry a component's label, one for each kind, of each object only its
/// mark.</summary>
internal sealed class DriftCaches(IKubeApi api, KubeEnvironment environment, Action<string> moved) : IAsyncDisposable
{
    private static readonly CacheScope Ours = new(LabelSelector: Labels.Component);

    private readonly Lock gate = new();
    private readonly CancellationTokenSource ending = new();
    private readonly SortedDictionary<string, Followed> followed = new(StringComparer.Ordinal);

    public IKubeApi Api => api;

    /// <summary>Follows these kinds too, and waits until what is there was read. True where one of them was not
    /// followed before.</summary>
    public async Task<bool> FollowAsync(IEnumerable<KubeResource> kinds, CancellationToken cancel)
    {
        var isNew = false;
        foreach (var one in kinds.Distinct().Select(Begin).ToList())
        {
            await one.Cache.WaitForSyncAsync(cancel);
            isNew |= one.Tell();
        }

        return isNew;
    }

    public async ValueTask DisposeAsync()
    {
        List<Task> running;
        ending.Cancel();
        lock (gate)
        {
            running = [.. followed.Values.Select(one => one.Running)];
        }

        await Task.WhenAll(running);
        ending.Dispose();
    }

    private Followed Begin(KubeResource kind)
    {
        lock (gate)
        {
            var name = $"{kind.ApiVersion}/{kind.Plural}";
            if (!followed.TryGetValue(name, out var known))
            {
                known = followed[name] = new Followed(
                    new ObjectCache<DriftMark>(api, kind, DriftJson.Default.DriftMark, environment, Ours));
                known.Start(moved, ending.Token);
            }

            return known;
        }
    }

    /// <summary>One kind.</summary>
    private sealed class Followed(ObjectCache<DriftMark> cache)
    {
        private bool tells;

        public ObjectCache<DriftMark> Cache => cache;

        public Task Running { get; private set; } = Task.CompletedTask;

        public void Start(Action<string> moved, CancellationToken end)
        {
            cache.Subscribe(change => OnChange(change, moved));
            Running = cache.RunAsync(end);
        }

        /// <summary>From now on changes are told; true for the first call.</summary>
        public bool Tell() => !Interlocked.Exchange(ref tells, true);

        private void OnChange(CacheChange<DriftMark> change, Action<string> moved)
        {
            if (!Volatile.Read(ref tells) || change.Old?.Value == change.New?.Value)
            {
                return;
            }

            var (before, after) = (change.Old?.Value.Component, change.New?.Value.Component);
            if (after is not null)
            {
                moved(after);
            }

            if (before is not null && before != after)
            {
                moved(before);
            }
        }
    }
}
