using System.Text.Json;
using System.Text.Json.Nodes;
using Fairway.Kube;
using Fairway.Schema.Json;

namespace Fairway.Twin.Faults;

/// <summary>The events of one watch, with what happens to them on their way.</summary>
/// <param name="board">Decides.</param>
/// <param name="watch">The call that opened the watch.</param>
/// <param name="request">Its request.</param>
/// <param name="read">The next event as the server sends it, or null where it ends the watch.</param>
internal sealed class FaultStream(
    FaultBoard board,
    FaultCall watch,
    KubeRequest request,
    Func<CancellationToken, ValueTask<WatchFrame?>> read)
{
    private readonly string name = $"{watch.Callers[0]} {watch.Cluster} {request.Path}";
    private readonly string? resumes = request.QueryValue("resourceVersion") is { Length: > 1 } from ? from : null;
    private string? reached;
    private WatchFrame? held;
    private TimeSpan heldFor;
    private bool began;
    private bool ended;

    /// <summary>The next event; null at the end.</summary>
    /// <exception cref="KubeApiException">The connection was cut; its status is 0.</exception>
    public async ValueTask<WatchFrame?> NextAsync(CancellationToken cancel)
    {
        if (ended)
        {
            return null;
        }

        if (Repeated() is { } repeated)
        {
            return repeated;
        }

        if (held is not null)
        {
            await PassAsync(heldFor, cancel);
            return Deliver(Interlocked.Exchange(ref held, null)!);
        }

        if (await read(cancel) is not { } frame)
        {
            return null;
        }

        await board.HeldAsync(watch, cancel);
        var fate = board.OfEvent(watch);
        return fate.Rule?.Do == FaultEffect.HoldEvent ? Hold(frame, fate) : await AfterAsync(frame, fate, cancel);
    }

    private async ValueTask<WatchFrame?> AfterAsync(WatchFrame frame, EventFate fate, CancellationToken cancel)
    {
        await PassAsync(fate.Late, cancel);
        switch (fate.Rule?.Do)
        {
            case FaultEffect.BreakWatch:
                ended = true;
                throw FaultAnswers.Lost(watch.Cluster);
            case FaultEffect.EndWatch:
                ended = true;
                return null;
            case FaultEffect.ExpireWatch:
                ended = true;
                return FaultAnswers.Expired;
            default:
                return Deliver(frame);
        }
    }

    private WatchFrame? Repeated()
    {
        if (began || resumes is null || !board.Remembers)
        {
            began = true;
            return null;
        }

        began = true;
        return board.Repeated(watch, name) is { } last && VersionOf(last) == resumes ? last : null;
    }

    // What is held is kept over the next read, for which its bytes are not valid any more.
    private WatchFrame Hold(WatchFrame frame, EventFate fate)
    {
        if (reached is null || frame.Type == WatchEventType.Error)
        {
            return Deliver(frame);
        }

        (held, heldFor) = (frame with { Object = frame.Object.ToArray() }, fate.Late);
        return new WatchFrame(WatchEventType.Bookmark, JsonText.Write(new JsonObject
        {
            ["kind"] = "Bookmark",
            ["apiVersion"] = "v1",
            ["metadata"] = new JsonObject { ["resourceVersion"] = reached },
        }));
    }

    private WatchFrame Deliver(WatchFrame frame)
    {
        if (board.Remembers && frame.Type != WatchEventType.Error && VersionOf(frame) is { } version)
        {
            reached = version;
        }

        if (board.Remembers && frame.Type is not (WatchEventType.Error or WatchEventType.Bookmark))
        {
            board.Shown(name, frame);
        }

        return frame;
    }

    // Null for what is no JSON: a watch in Protobuf is not shown anything again.
    private static string? VersionOf(WatchFrame frame)
    {
        try
        {
            return (string?)JsonNode.Parse(frame.Object.Span)?["metadata"]?["resourceVersion"];
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private async Task PassAsync(TimeSpan time, CancellationToken cancel)
    {
        if (time > TimeSpan.Zero)
        {
            await Task.Delay(time, board.Time, cancel);
        }
    }
}
