using System.Buffers.Binary;

namespace Fairway.Kube.Pods.Objects;

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

    /// <summary>Another one, of eight bytes at a time; for tables, not for what is seen.</summary>
    public static ulong Quick(ReadOnlySpan<byte> bytes)
    {
        var hash = 14695981039346656037 ^ (ulong)bytes.Length;
        while (bytes.Length >= sizeof(ulong))
        {
            hash = (hash ^ BinaryPrimitives.ReadUInt64LittleEndian(bytes)) * 1099511628211;
            hash ^= hash >> 29;
            bytes = bytes[sizeof(ulong)..];
        }

        hash = Continue(hash, bytes);
        return hash ^ (hash >> 32);
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
