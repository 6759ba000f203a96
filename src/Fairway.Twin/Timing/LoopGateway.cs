using Fairway.Kube;
using Fairway.Twin.Api;
using Fairway.Twin.Api.Watching;

namespace Fairway.Twin.Timing;

/// <summary>The API of a cluster that lives on a loop, for callers on other threads, such as a listener's. The loop
/// must be open.</summary>
/// <param name="loop">Where the cluster lives.</param>
/// <param name="api">Its API.</param>
public sealed class LoopGateway(SimulationLoop loop, ApiServer api)
{
    /// <summary>As the API server answers.</summary>
    public async ValueTask<ApiReply> HandleAsync(ApiCall call, CancellationToken cancel) =>
        await EnterAsync(loop, inside => api.HandleAsync(call, inside), cancel) switch
        {
            ApiReply.Stream stream => new ApiReply.Stream(new GatewayWatch(loop, stream.Session)),
            var reply => reply,
        };

    /// <summary>Runs a call on the loop, and completes with it on the caller's side. Where the caller gives up, the
    /// call hears of it on the loop.</summary>
    private static async Task<T> EnterAsync<T>(
        SimulationLoop loop, Func<CancellationToken, ValueTask<T>> call, CancellationToken cancel)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        var inside = new CancellationTokenSource();
        await using var giving = cancel.Register(() => loop.Post(_ => inside.Cancel(), null));
        loop.Post(state => _ = BeginAsync(call, done, ((CancellationTokenSource)state!).Token), inside);
        return await done.Task;
    }

    private static async Task BeginAsync<T>(
        Func<CancellationToken, ValueTask<T>> call, TaskCompletionSource<T> done, CancellationToken cancel)
    {
        try
        {
            done.SetResult(await call(cancel));
        }
        catch (OperationCanceledException)
        {
            done.SetCanceled(cancel);
        }
        catch (Exception e)
        {
            done.SetException(e);
        }
    }

    /// <summary>A watch whose frames are fetched on the loop.</summary>
    private sealed class GatewayWatch(SimulationLoop loop, WatchSession inner) : WatchSession
    {
        public override string ContentType => inner.ContentType;

        public override IReadOnlyList<string> Warnings => inner.Warnings;

        private protected override WatchFraming Framing => FramingOf(inner);

        public override async ValueTask<IReadOnlyList<WatchFrame>?> NextFramesAsync(CancellationToken cancel) =>
            await EnterAsync(loop, inside => inner.NextFramesAsync(inside), cancel);

        public override async ValueTask DisposeAsync() => await EnterAsync(
            loop,
            async _ =>
            {
                await inner.DisposeAsync();
                await base.DisposeAsync();
                return true;
            },
            CancellationToken.None);
    }
}
