using System.Buffers.Binary;

namespace Fairway.Twin.Behaviour.Objects;

/// <summary>A hash that is the same in every process: FNV-1a, 64 bits.</summary>
internal static class StableHash
{
    public static ulong Of(ReadOnlySpan<byte> bytes, int? salt = null)
    {
        var hash = Continue(14695981039346656037, bytes);
        if (salt is { } value)
        {
            Span<byte> salted = stackalloc byte[4];
            BinaryPrimitives.WriteInt32LittleEndian(salted, value);
            hash = Continue(hash, salted);
        }

        return hash;
    }

    private static ulong Continue(ulong hash, ReadOnlySpan<byte> bytes)
    {
        foreach (var b in bytes)
        {
            hash = (hash ^ b) * 1099511628211;
        }

        return hash;
    }
}
