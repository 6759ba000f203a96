using Fairway.Kube;
using Fairway.Twin.Api;

namespace Fairway.Twin.Faults;

/// <summary>The same faults at the face of a server, where callers are known by what their requests say.</summary>
public sealed class FaultyHandler(FaultBoard board)
{
    /// <summary>Answers a call of a cluster through <paramref name="handler"/>, or lets it go wrong.</summary>
    /// <exception cref="ConnectionCutException">The connection is to be cut. Reading from a watch throws it,
    /// too.</exception>
    public async ValueTask<ApiReply> HandleAsync(
        string cluster,
        ApiCall asked,
        Func<ApiCall, CancellationToken, ValueTask<ApiReply>> handler,
        CancellationToken cancel)
    {
        var call = FaultCall.Of(asked.Request, cluster, asked.User.Name);
        var fate = board.OfCall(call);
        await PassAsync(fate.Before, cancel);
        if (fate.Is(FaultEffect.Lose))
        {
            throw new ConnectionCutException();
        }

        if (fate.Rule is { Do: FaultEffect.Refuse or FaultEffect.TimeOut } refusal)
        {
            return new ApiReply.Answer(FaultAnswers.Refused(asked.Request, refusal));
        }

        var reply = await handler(asked, cancel);
        await PassAsync(fate.After, cancel);
        if (fate.Is(FaultEffect.LoseAnswer) || fate.Is(FaultEffect.Crash))
        {
            await EndAsync(reply);
            throw new ConnectionCutException();
        }

        if (fate.Is(FaultEffect.FailAfterwards))
        {
            await EndAsync(reply);
            return new ApiReply.Answer(FaultAnswers.Refused(asked.Request, fate.Rule!));
        }

        return reply is ApiReply.Stream stream
            ? new ApiReply.Stream(new FaultyWatchSession(stream.Session, board, call, asked.Request))
            : reply;
    }

    private static ValueTask EndAsync(ApiReply reply) =>
        reply is ApiReply.Stream stream ? stream.Session.DisposeAsync() : ValueTask.CompletedTask;

    private Task PassAsync(TimeSpan time, CancellationToken cancel) =>
        time > TimeSpan.Zero ? Task.Delay(time, board.Time, cancel) : Task.CompletedTask;
}
