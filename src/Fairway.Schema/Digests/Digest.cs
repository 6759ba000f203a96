using System.Buffers;
using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace Fairway.Schema.Digests;

/// <summary>
/// The SHA-256 of some bytes: the name by which content is stored, found and approved. Its text is <c>sha256:</c> and
/// 64 lower-case hexadecimal digits. The default value, all zero, is the digest of nothing.
/// </summary>
public readonly record struct Digest : IComparable<Digest>
{
    /// <summary>Length in bytes.</summary>
    public const int Size = 32;

    private const string Prefix = "sha256:";
    private static readonly SearchValues<char> Hexadecimal = SearchValues.Create("0123456789abcdef");
    private readonly ulong first;
    private readonly ulong second;
    private readonly ulong third;
    private readonly ulong fourth;

    /// <summary>The digest whose 32 bytes these are.</summary>
    /// <exception cref="ArgumentException">There are more bytes or fewer.</exception>
    public Digest(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != Size)
        {
            throw new ArgumentException($"a digest has {Size} bytes, not {bytes.Length}", nameof(bytes));
        }

        first = BinaryPrimitives.ReadUInt64BigEndian(bytes);
        second = BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]);
        third = BinaryPrimitives.ReadUInt64BigEndian(bytes[16..]);
        fourth = BinaryPrimitives.ReadUInt64BigEndian(bytes[24..]);
    }

    /// <summary>Of these bytes.</summary>
    public static Digest Of(ReadOnlySpan<byte> content)
    {
        Span<byte> hash = stackalloc byte[Size];
        SHA256.HashData(content, hash);
        return new Digest(hash);
    }

    /// <summary>Reads what <see cref="ToString"/> writes.</summary>
    /// <exception cref="FormatException">It is something else.</exception>
    public static Digest Parse(string text) =>
        TryParse(text, out var digest)
            ? digest
            : throw new FormatException(
                $"\"{text}\" is no digest: write {Prefix} and 64 lower-case hexadecimal digits");

    /// <summary>Reads what <see cref="ToString"/> writes; false where it is something else.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out Digest digest)
    {
        digest = default;
        var hex = text is not null && text.StartsWith(Prefix, StringComparison.Ordinal)
            ? text.AsSpan(Prefix.Length)
            : default;
        if (hex.Length != Size * 2 || hex.ContainsAnyExcept(Hexadecimal))
        {
            return false;
        }

        digest = new Digest(Convert.FromHexString(hex));
        return true;
    }

    /// <summary>The 32 bytes.</summary>
    public byte[] ToBytes()
    {
        var bytes = new byte[Size];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, first);
        BinaryPrimitives.WriteUInt64BigEndian(bytes.AsSpan(8), second);
        BinaryPrimitives.WriteUInt64BigEndian(bytes.AsSpan(16), third);
        BinaryPrimitives.WriteUInt64BigEndian(bytes.AsSpan(24), fourth);
        return bytes;
    }

    /// <summary>In the order of the bytes, and so of the texts.</summary>
    public int CompareTo(Digest other) =>
        (first, second, third, fourth).CompareTo((other.first, other.second, other.third, other.fourth));

    /// <summary>The text, whole: <c>sha256:</c> and 64 digits.</summary>
    public override string ToString() => Prefix + Convert.ToHexStringLower(ToBytes());
}
