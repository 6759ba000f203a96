using System.Text;

namespace Fairway.Charts.Values;

/// <summary>Base 32 as RFC 4648 has it, with padding.</summary>
internal static class Base32
{
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private const int BitsADigit = 5;
    private const int DigitsAGroup = 8;

    private static readonly System.Buffers.SearchValues<char> Known = System.Buffers.SearchValues.Create(Alphabet);

    public static string Encode(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder();
        var (buffer, bits) = (0, 0);
        foreach (var one in bytes)
        {
            buffer = (buffer << 8) | one;
            for (bits += 8; bits >= BitsADigit; bits -= BitsADigit)
            {
                text.Append(Alphabet[(buffer >> (bits - BitsADigit)) & 31]);
            }

            buffer &= (1 << bits) - 1;
        }

        if (bits > 0)
        {
            text.Append(Alphabet[(buffer << (BitsADigit - bits)) & 31]);
        }

        return text.Append('=', (DigitsAGroup - (text.Length % DigitsAGroup)) % DigitsAGroup).ToString();
    }

    /// <summary>Null where the text is none; then <paramref name="fault"/> is where it goes wrong, in bytes.</summary>
    public static byte[]? Decode(string text, out int fault)
    {
        var plain = text.Replace("\r", "", StringComparison.Ordinal).Replace("\n", "", StringComparison.Ordinal);
        var digits = plain.TrimEnd('=');
        fault = digits.AsSpan().IndexOfAnyExcept(Known);
        var left = digits.Length % DigitsAGroup;
        if (fault < 0 && (plain.Length % DigitsAGroup != 0 || plain.Length - digits.Length >= DigitsAGroup
            || left is 1 or 3 or 6))
        {
            fault = plain.Length % DigitsAGroup == 0 ? digits.Length : plain.Length;
        }

        if (fault >= 0)
        {
            return null;
        }

        var bytes = new List<byte>();
        var (buffer, bits) = (0, 0);
        foreach (var digit in digits)
        {
            buffer = ((buffer << BitsADigit) | Alphabet.IndexOf(digit, StringComparison.Ordinal)) & 0xfff;
            bits += BitsADigit;
            if (bits >= 8)
            {
                bits -= 8;
                bytes.Add((byte)(buffer >> bits));
            }
        }

        return [.. bytes];
    }
}
