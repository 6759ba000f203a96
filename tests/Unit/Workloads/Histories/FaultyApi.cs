using Fairway.Kube;

namespace Fairway.Tests.Workloads.Histories;

/// <summary>A way to the API on which watches come late, and break.</summary>
internal sealed class FaultyApi(IKubeApi inner, TimeProvider time) : IKubeApi
{
    private int cuts;

    /// <summary>How long each event of a watch is held back.</summary>
    public TimeSpan Lag { get; set; }

    /// <summary>All watches end with their next event, which is lost to them.</summary>
    public void Cut() => cuts++;

    public Task<KubeResponse> SendAsync(KubeRequest request, CancellationToken cancel) =>
        inner.SendAsync(request, cancel);

    public async Task<IKubeWatch> WatchAsync(KubeRequest request, CancellationToken cancel) =>
        new FaultyWatch(await inner.WatchAsync(request, cancel), this);

    private sealed class FaultyWatch(IKubeWatch watch, FaultyApi api) : IKubeWatch
    {
        private readonly int began = api.cuts;

        public async ValueTask<WatchFrame?> ReadAsync(CancellationToken cancel)
        {
            var frame = await watch.ReadAsync(cancel);
            if (api.Lag > TimeSpan.Zero)
            {
                await Task.Delay(api.Lag, api.Time, cancel);
            }

            return api.cuts == began ? frame : null;
        }

        public ValueTask DisposeAsync() => watch.DisposeAsync();
    }

    private TimeProvider Time => time;
}
