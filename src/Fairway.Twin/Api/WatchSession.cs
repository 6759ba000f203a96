using System.Buffers;
using Fairway.Kube;
using Fairway.Twin.Api.Objects;

namespace Fairway.Twin.Api;

/// <summary>An open watch: events in batches, as objects for callers in the process, or as lines of JSON for the
/// wire.</summary>
public abstract class WatchSession : IAsyncDisposable
{
    private static readonly byte[] End = "}\n"u8.ToArray();

    private static readonly byte[][] Starts =
    [
        "{\"type\":\"ADDED\",\"object\":"u8.ToArray(),
        "{\"type\":\"MODIFIED\",\"object\":"u8.ToArray(),
        "{\"type\":\"DELETED\",\"object\":"u8.ToArray(),
        "{\"type\":\"BOOKMARK\",\"object\":"u8.ToArray(),
        "{\"type\":\"ERROR\",\"object\":"u8.ToArray(),
    ];

    /// <summary>Media type of the stream.</summary>
    public abstract string ContentType { get; }

    /// <summary>Warnings that go into the headers.</summary>
    public virtual IReadOnlyList<string> Warnings => [];

    /// <summary>The next events, one or more, or null where the stream has ended. One reader at a time.</summary>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public abstract ValueTask<IReadOnlyList<WatchFrame>?> NextFramesAsync(CancellationToken cancel);

    /// <summary>The same as whole lines of JSON.</summary>
    public async ValueTask<ReadOnlySequence<byte>?> NextAsync(CancellationToken cancel)
    {
        if (await NextFramesAsync(cancel) is not { } frames)
        {
            return null;
        }

        var lines = new Pieces();
        foreach (var frame in frames)
        {
            lines.Add(Starts[(int)frame.Type]);
            lines.Add(frame.Object);
            lines.Add(End);
        }

        return lines.ToSequence();
    }

    /// <inheritdoc/>
    public virtual ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
