using System.Buffers;

namespace Fairway.Twin.Storage;

/// <summary>
/// A handle on the UTF-8 JSON of a stored object: a part of a segment that other objects may share. Never a
/// <c>byte[]</c> of its own, so that slabs can come behind it: three million small arrays make the collector stop for
/// seconds.
/// </summary>
public readonly struct StoredBytes(byte[] segment, int offset, int length)
{
    /// <summary>Number of bytes.</summary>
    public int Length => length;

    /// <summary>The bytes.</summary>
    public ReadOnlySpan<byte> Span => segment.AsSpan(offset, length);

    /// <summary>The bytes, to be kept beyond a stack frame.</summary>
    public ReadOnlyMemory<byte> Memory => segment.AsMemory(offset, length);
}
