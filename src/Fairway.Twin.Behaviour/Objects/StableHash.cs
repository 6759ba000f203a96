using System.Buffers.Binary;

namespace Fairway.Twin.Behaviour.Objects;

/// <summary>A hash that is the same in every process: FNV-1a, 64 bits, spelled in letters that names may
/// carry.</summary>
internal static class StableHash
{
    // No vowels and no look-alikes, so that a hash never spells a word: the alphabet of generated names.
    private const string Alphabet = "bcdfghjklmnpqrstvwxz2456789";

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

    /// <summary>Ten characters of a name.</summary>
    public static string Name(ReadOnlySpan<byte> bytes, int? salt = null)
    {
        var hash = Of(bytes, salt);
        Span<char> name = stackalloc char[10];
        foreach (ref var c in name)
        {
            c = Alphabet[(int)(hash % (ulong)Alphabet.Length)];
            hash /= (ulong)Alphabet.Length;
        }

        return new string(name);
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
