using System.Net;

namespace Fairway.Conformance.Persistence;

/// <summary>A body that the server waits for and never gets.</summary>
internal sealed class HeldBody : HttpContent
{
    private readonly TaskCompletionSource awaited = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public HeldBody() => Headers.ContentType = new("application/json");

    /// <summary>Completes when the server has asked for the body.</summary>
    public Task Awaited => awaited.Task;

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override Task SerializeToStreamAsync(
        Stream stream,
        TransportContext? context,
        CancellationToken cancellationToken
    )
    {
        awaited.TrySetResult();
        return Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
    }

    protected override bool TryComputeLength(out long length)
    {
        length = 100;
        return true;
    }
}
