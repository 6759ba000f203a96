using System.Buffers;

namespace Fairway.Twin.Api;

/// <summary>An open watch as the faces see it: pieces of UTF-8, each one or more whole lines.</summary>
public abstract class WatchSession : IAsyncDisposable
{
    /// <summary>Media type of the stream.</summary>
    public abstract string ContentType { get; }

    /// <summary>Warnings that go into the headers.</summary>
    public virtual IReadOnlyList<string> Warnings => [];

    /// <summary>The next lines, or null where the stream has ended. One reader at a time.</summary>
    public abstract ValueTask<ReadOnlySequence<byte>?> NextAsync(CancellationToken cancel);

    /// <inheritdoc/>
    public virtual ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
