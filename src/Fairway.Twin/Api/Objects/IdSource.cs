namespace Fairway.Twin.Api.Objects;

/// <summary>Makes uids and the suffixes of generated names from one seeded source, so that a seed gives the same
/// history.</summary>
internal sealed class IdSource(Random random)
{
    // The alphabet of generated names: no vowels, and nothing that is mistaken for another character.
    private const string Alphabet = "bcdfghjklmnpqrstvwxz2456789";
    private const int SuffixLength = 5;
    private const int LongestName = 63;
    private readonly Lock gate = new();

    /// <summary>A random UUID (version 4, RFC 9562).</summary>
    public string Uid()
    {
        Span<byte> bytes = stackalloc byte[16];
        lock (gate)
        {
            random.NextBytes(bytes);
        }

        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x40);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true).ToString("D");
    }

    /// <summary>A name of the given prefix, cut so that name and suffix have at most 63 characters.</summary>
    public string Name(string prefix)
    {
        var most = LongestName - SuffixLength;
        return string.Concat(prefix.AsSpan(0, Math.Min(prefix.Length, most)), Suffix());
    }

    /// <summary>A number from 0 to below <paramref name="count"/>.</summary>
    public int Number(int count)
    {
        lock (gate)
        {
            return random.Next(count);
        }
    }

    /// <summary>Five characters of the alphabet.</summary>
    public string Suffix()
    {
        Span<char> suffix = stackalloc char[SuffixLength];
        lock (gate)
        {
            for (var i = 0; i < suffix.Length; i++)
            {
                suffix[i] = Alphabet[random.Next(Alphabet.Length)];
            }
        }

        return suffix.ToString();
    }
}
