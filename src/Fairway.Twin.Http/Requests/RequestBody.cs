using System.Buffers;
using System.IO.Pipelines;

namespace Fairway.Twin.Http.Requests;

/// <summary>
/// A request's body in one piece, valid until disposed. A body that came in one piece is used where it lies; only
/// others are copied together, into pooled memory.
/// </summary>
internal sealed class RequestBody : IDisposable
{
    /// <summary>The longest body, in bytes: what a real API server takes.</summary>
    public const int Limit = 3 * 1024 * 1024;

    /// <summary>
    /// Up to here a body may wait in the connection's own buffers; beyond, it must make room there to go on.
    /// </summary>
    private const int Small = 32 * 1024;

    private readonly PipeReader? reader;
    private readonly SequencePosition end;
    private readonly PooledBytes? copy;

    private RequestBody(PipeReader? reader, SequencePosition end, PooledBytes? copy, ReadOnlyMemory<byte> memory)
    {
        this.reader = reader;
        this.end = end;
        this.copy = copy;
        Memory = memory;
    }

    /// <summary>The body of a request that has none.</summary>
    public static RequestBody Empty { get; } = new(null, default, null, default);

    /// <summary>The whole body.</summary>
    public ReadOnlyMemory<byte> Memory { get; }

    /// <summary>Reads to the end; null where the body is longer than <see cref="Limit"/>.</summary>
    public static async ValueTask<RequestBody?> ReadAsync(PipeReader reader, long? length, CancellationToken cancel)
    {
        if (length > Limit)
        {
            return null;
        }

        while (true)
        {
            var read = await reader.ReadAsync(cancel);
            if (read is { IsCompleted: true, Buffer.IsSingleSegment: true } && read.Buffer.Length <= Limit)
            {
                return new RequestBody(reader, read.Buffer.End, null, read.Buffer.First);
            }

            if (read.IsCompleted || read.Buffer.Length > Small)
            {
                return await CopyAsync(reader, read, length, cancel);
            }

            reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    /// <summary>Gives the memory back.</summary>
    public void Dispose()
    {
        reader?.AdvanceTo(end);
        copy?.Dispose();
    }

    private static async ValueTask<RequestBody?> CopyAsync(
        PipeReader reader, ReadResult read, long? length, CancellationToken cancel)
    {
        var bytes = new PooledBytes((int)(length ?? 4L * Small));
        try
        {
            while (true)
            {
                var fits = bytes.Length + read.Buffer.Length <= Limit;
                if (fits)
                {
                    bytes.Append(read.Buffer);
                }

                reader.AdvanceTo(read.Buffer.End);
                if (!fits)
                {
                    bytes.Dispose();
                    return null;
                }

                if (read.IsCompleted)
                {
                    return new RequestBody(null, default, bytes, bytes.Memory);
                }

                read = await reader.ReadAsync(cancel);
            }
        }
        catch
        {
            bytes.Dispose();
            throw;
        }
    }
}
