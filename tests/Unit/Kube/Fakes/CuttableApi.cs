using Fairway.Kube;

namespace Fairway.Tests.Kube.Fakes;

/// <summary>The line of one client to a cluster, which a test can cut; the cluster and other clients go on.</summary>
internal sealed class CuttableApi(IKubeApi inner) : IKubeApi
{
    private readonly List<CutWatch> _watches = [];

    /// <summary>True while requests fail.</summary>
    public bool IsCut { get; private set; }

    /// <summary>True while watches tell nothing, though requests go through.</summary>
    public bool IsDeaf { get; set; }

    /// <summary>True while requests are never answered, though watches go on.</summary>
    public bool Hangs { get; set; }

    public void Cut()
    {
        IsCut = true;
        _watches.ForEach(watch => watch.Cut());
        _watches.Clear();
    }

    public void Mend() => IsCut = false;

    public async Task<KubeResponse> SendAsync(KubeRequest request, CancellationToken cancel)
    {
        await Task.Yield();
        if (Hangs)
        {
            await NeverAsync<KubeResponse>(cancel);
        }

        return IsCut ? throw Unreachable() : await inner.SendAsync(request, cancel);
    }

    public async Task<IKubeWatch> WatchAsync(KubeRequest request, CancellationToken cancel)
    {
        await Task.Yield();
        if (IsCut)
        {
            throw Unreachable();
        }

        var watch = new CutWatch(this, await inner.WatchAsync(request, cancel));
        _watches.Add(watch);
        return watch;
    }

    private static KubeApiException Unreachable() => new(0, "Unreachable", "the line is cut");

    private static async Task<T?> NeverAsync<T>(CancellationToken cancel)
    {
        var never = new TaskCompletionSource<T?>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = cancel.Register(() => never.TrySetCanceled(cancel));
        return await never.Task;
    }

    private sealed class CutWatch(CuttableApi api, IKubeWatch inner) : IKubeWatch
    {
        private readonly CancellationTokenSource _cut = new();

        public void Cut() => _cut.Cancel();

        public async ValueTask<WatchFrame?> ReadAsync(CancellationToken cancel)
        {
            using var both = CancellationTokenSource.CreateLinkedTokenSource(cancel, _cut.Token);
            try
            {
                var frame = await inner.ReadAsync(both.Token);
                return api.IsDeaf ? await NeverAsync<WatchFrame>(both.Token) : frame;
            }
            catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
            {
                throw Unreachable();
            }
        }

        public async ValueTask DisposeAsync()
        {
            await inner.DisposeAsync();
            _cut.Dispose();
        }
    }
}
