using Fairway.Kube;

namespace Fairway.Twin.Timing;

/// <summary>The API as a process sees it that may stand still or be killed: what it sent goes on its way, but no answer
/// and no event reaches it before it goes on.</summary>
public sealed class ProcessKubeApi(IKubeApi inner, SimulatedProcess process) : IKubeApi
{
    /// <inheritdoc/>
    public async Task<KubeResponse> SendAsync(KubeRequest request, CancellationToken cancel)
    {
        await process.EnterAsync();
        try
        {
            return await inner.SendAsync(request, cancel);
        }
        finally
        {
            await process.EnterAsync();
        }
    }

    /// <inheritdoc/>
    public async Task<IKubeWatch> WatchAsync(KubeRequest request, CancellationToken cancel)
    {
        await process.EnterAsync();
        try
        {
            return new ProcessWatch(await inner.WatchAsync(request, cancel), process);
        }
        finally
        {
            await process.EnterAsync();
        }
    }

    private sealed class ProcessWatch(IKubeWatch inner, SimulatedProcess process) : IKubeWatch
    {
        public async ValueTask<WatchFrame?> ReadAsync(CancellationToken cancel)
        {
            await process.EnterAsync();
            try
            {
                return await inner.ReadAsync(cancel);
            }
            finally
            {
                await process.EnterAsync();
            }
        }

        public ValueTask DisposeAsync() => inner.DisposeAsync();
    }
}
