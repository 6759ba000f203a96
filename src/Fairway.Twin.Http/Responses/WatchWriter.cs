using System.Buffers;
using Fairway.Twin.Api;

namespace Fairway.Twin.Http.Responses;

/// <summary>Writes watches: each batch of lines is flushed as it comes.</summary>
internal static class WatchWriter
{
    /// <summary>
    /// Writes until the watch ends, the client goes, or <paramref name="ended"/> is cancelled; then the stream is
    /// closed in order, so that clients resume where they were.
    /// </summary>
    public static async ValueTask WriteAsync(Exchange exchange, WatchSession session, CancellationToken ended)
    {
        await using var owned = session;
        using var either = CancellationTokenSource.CreateLinkedTokenSource(exchange.Aborted, ended);
        ResponseHeaders.Write(exchange, 200, session.ContentType, session.Warnings);
        if (exchange.HeadersOnly)
        {
            return;
        }

        try
        {
            await CopyAsync(exchange, session, either.Token);
        }
        catch (OperationCanceledException)
            when (ended.IsCancellationRequested && !exchange.Aborted.IsCancellationRequested)
        {
            // The cluster was removed or the listener stops: the stream ends between two lines, as after a time limit.
        }
    }

    private static async ValueTask CopyAsync(Exchange exchange, WatchSession session, CancellationToken cancel)
    {
        var writer = exchange.Writer;
        await writer.FlushAsync(cancel);
        while (await session.NextAsync(cancel) is { } lines)
        {
            foreach (var segment in lines)
            {
                writer.Write(segment.Span);
            }

            var flushed = await writer.FlushAsync(cancel);
            if (flushed.IsCompleted)
            {
                return;
            }
        }
    }
}
