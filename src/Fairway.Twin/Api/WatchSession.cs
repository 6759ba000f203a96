using System.Buffers;
using Fairway.Kube;
using Fairway.Twin.Api.Objects;
using Fairway.Twin.Api.Watching;

namespace Fairway.Twin.Api;

/// <summary>
/// An open watch: events in batches, as objects for callers in the process, or as bytes for the wire.
/// </summary>
public abstract class WatchSession : IAsyncDisposable
{
    /// <summary>Media type of the stream.</summary>
    public abstract string ContentType { get; }

    /// <summary>Warnings that go into the headers.</summary>
    public virtual IReadOnlyList<string> Warnings => [];

    private protected virtual WatchFraming Framing => JsonFraming.Shared;

    private protected static WatchFraming FramingOf(WatchSession session) => session.Framing;

    /// <summary>The next events, one or more, or null where the stream has ended. One reader at a time.</summary>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public abstract ValueTask<IReadOnlyList<WatchFrame>?> NextFramesAsync(CancellationToken cancel);

    /// <summary>The same as bytes: whole lines of JSON, or whole messages with their lengths.</summary>
    public async ValueTask<ReadOnlySequence<byte>?> NextAsync(CancellationToken cancel)
    {
        if (await NextFramesAsync(cancel) is not { } frames)
        {
            return null;
        }

        var bytes = new Pieces();
        foreach (var frame in frames)
        {
            Framing.Add(bytes, frame);
        }

        return bytes.ToSequence();
    }

    /// <inheritdoc/>
    public virtual ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
