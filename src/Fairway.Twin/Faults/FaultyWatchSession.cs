using Fairway.Kube;
using Fairway.Twin.Api;
using Fairway.Twin.Api.Watching;

namespace Fairway.Twin.Faults;

/// <summary>A watch whose events meet faults on their way, one by one.</summary>
internal sealed class FaultyWatchSession : WatchSession
{
    private readonly WatchSession inner;
    private readonly FaultStream stream;
    private IReadOnlyList<WatchFrame> batch = [];
    private int next;

    public FaultyWatchSession(WatchSession inner, FaultBoard board, FaultCall call, KubeRequest request)
    {
        this.inner = inner;
        stream = new FaultStream(board, call, request, ReadAsync);
    }

    public override string ContentType => inner.ContentType;

    public override IReadOnlyList<string> Warnings => inner.Warnings;

    private protected override WatchFraming Framing => FramingOf(inner);

    public override async ValueTask<IReadOnlyList<WatchFrame>?> NextFramesAsync(CancellationToken cancel)
    {
        try
        {
            return await stream.NextAsync(cancel) is { } frame ? [frame] : null;
        }
        catch (KubeApiException lost) when (lost.Status == 0)
        {
            throw new ConnectionCutException();
        }
    }

    public override async ValueTask DisposeAsync()
    {
        await inner.DisposeAsync();
        await base.DisposeAsync();
    }

    private async ValueTask<WatchFrame?> ReadAsync(CancellationToken cancel)
    {
        if (next == batch.Count)
        {
            if (await inner.NextFramesAsync(cancel) is not { } frames)
            {
                return null;
            }

            (batch, next) = (frames, 0);
        }

        return batch[next++];
    }
}
