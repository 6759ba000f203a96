using Fairway.Kube;

namespace Fairway.Twin.Faults;

/// <summary>The line of one caller to one cluster. What a network, a busy server and a death can do to a call is done
/// to it here.</summary>
/// <param name="inner">The cluster.</param>
/// <param name="board">Decides.</param>
/// <param name="caller">The caller's name for rules, beside what its requests say.</param>
/// <param name="cluster">The cluster's id.</param>
public sealed class FaultyKubeApi(IKubeApi inner, FaultBoard board, string caller, string cluster) : IKubeApi
{
    /// <summary>Kills the caller; without it a crash is an answer that is lost.</summary>
    public Action? Crash { get; init; }

    /// <inheritdoc/>
    public async Task<KubeResponse> SendAsync(KubeRequest request, CancellationToken cancel)
    {
        var call = FaultCall.Of(request, cluster, caller);
        var fate = board.OfCall(call);
        await ArriveAsync(fate, call, cancel);
        if (fate.Rule is { Do: FaultEffect.Refuse or FaultEffect.TimeOut } refusal)
        {
            await PassAsync(fate.After, cancel);
            return FaultAnswers.Refused(request, refusal);
        }

        // What has arrived is done, whether or not the caller still waits.
        var response = await inner.SendAsync(request, fate.Rule is null ? cancel : CancellationToken.None);
        if (fate.Is(FaultEffect.Crash))
        {
            Crash?.Invoke();
        }

        await PassAsync(fate.After, cancel);
        if (fate.Is(FaultEffect.LoseAnswer) || fate.Is(FaultEffect.Crash) || board.IsCut(call))
        {
            throw FaultAnswers.Lost(cluster);
        }

        return fate.Is(FaultEffect.FailAfterwards) ? FaultAnswers.Refused(request, fate.Rule!) : response;
    }

    /// <inheritdoc/>
    public async Task<IKubeWatch> WatchAsync(KubeRequest request, CancellationToken cancel)
    {
        var call = FaultCall.Of(request, cluster, caller);
        var fate = board.OfCall(call);
        await ArriveAsync(fate, call, cancel);
        switch (fate.Rule?.Do)
        {
            case FaultEffect.Refuse or FaultEffect.TimeOut or FaultEffect.FailAfterwards:
                FaultAnswers.Refused(request, fate.Rule!).EnsureSuccess();
                break;
            case FaultEffect.LoseAnswer or FaultEffect.Crash:
                throw FaultAnswers.Lost(cluster);
        }

        var watch = await inner.WatchAsync(request, cancel);
        await PassAsync(fate.After, cancel);
        return new FaultyWatch(watch, new FaultStream(board, call, request, watch.ReadAsync));
    }

    private async Task ArriveAsync(CallFate fate, FaultCall call, CancellationToken cancel)
    {
        await PassAsync(fate.Before, cancel);
        if (fate.Is(FaultEffect.Lose) || board.IsCut(call))
        {
            throw FaultAnswers.Lost(cluster);
        }
    }

    private Task PassAsync(TimeSpan time, CancellationToken cancel) =>
        time > TimeSpan.Zero ? Task.Delay(time, board.Time, cancel) : Task.CompletedTask;

    private sealed class FaultyWatch(IKubeWatch inner, FaultStream stream) : IKubeWatch
    {
        public ValueTask<WatchFrame?> ReadAsync(CancellationToken cancel) => stream.NextAsync(cancel);

        public ValueTask DisposeAsync() => inner.DisposeAsync();
    }
}
