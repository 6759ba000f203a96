using System.Buffers;

namespace Fairway.Twin.Http.Requests;

/// <summary>Bytes that grow, in pooled memory, until disposed.</summary>
internal sealed class PooledBytes(int capacity) : IDisposable
{
    private byte[] array = ArrayPool<byte>.Shared.Rent(capacity);

    /// <summary>How many bytes were appended.</summary>
    public int Length { get; private set; }

    /// <summary>What was appended; moves when more is.</summary>
    public ReadOnlyMemory<byte> Memory => array.AsMemory(0, Length);

    /// <summary>Adds a copy of <paramref name="bytes"/>.</summary>
    public void Append(ReadOnlySequence<byte> bytes)
    {
        var needed = Length + checked((int)bytes.Length);
        if (needed > array.Length)
        {
            var larger = ArrayPool<byte>.Shared.Rent(Math.Max(needed, 2 * array.Length));
            Memory.CopyTo(larger);
            ArrayPool<byte>.Shared.Return(array);
            array = larger;
        }

        bytes.CopyTo(array.AsSpan(Length));
        Length = needed;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        var returned = array;
        array = [];
        Length = 0;
        if (returned.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(returned);
        }
    }
}
