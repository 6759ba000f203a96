using System.Globalization;
using System.Text;

namespace Fairway.Cel.Syntax;

/// <summary>Literals of strings and bytes: where they end, and what they say.</summary>
internal static class StringReader
{
    /// <summary>
    /// The length of the literal that the text begins with; null where it begins with none, and less than zero where
    /// the literal has no end: how far it could be read.
    /// </summary>
    public static int? Measure(ReadOnlySpan<char> text, out string prefix)
    {
        var start = 0;
        if (start < text.Length && text[start] is 'b' or 'B')
        {
            start++;
        }

        var isRaw = start < text.Length && text[start] is 'r' or 'R';
        start += isRaw ? 1 : 0;
        prefix = text[..start].ToString();
        if (start >= text.Length || text[start] is not ('"' or '\''))
        {
            return null;
        }

        var quote = text[start];
        var isLong = text[start..].StartsWith([quote, quote, quote]);
        var at = start + (isLong ? 3 : 1);
        while (at < text.Length)
        {
            if (isLong ? text[at..].StartsWith([quote, quote, quote]) : text[at] == quote)
            {
                return at + (isLong ? 3 : 1);
            }

            if (!isLong && text[at] is '\n' or '\r')
            {
                return -at;
            }

            var step = !isRaw && text[at] == '\\' ? Escape(text[at..]) : 1;
            if (step < 0)
            {
                return -(at - step);
            }

            at += step;
        }

        // Three quotes that do not end are an empty literal and the beginning of another.
        return isLong ? start + 2 : -text.Length;
    }

    /// <summary>What a literal says; as bytes, each character is one.</summary>
    public static string Read(string literal, bool isBytes)
    {
        var text = literal.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');
        text = text[(isBytes ? 1 : 0)..];
        var isRaw = text[0] is 'r' or 'R';
        text = text[(isRaw ? 1 : 0)..];
        var width = text.Length >= 6 && text[1] == text[0] && text[2] == text[0] ? 3 : 1;
        var body = text[width..^width];
        if (isBytes)
        {
            return ReadBytes(body, isRaw);
        }

        return isRaw || !body.Contains('\\', StringComparison.Ordinal) ? body : Unescape(body);
    }

    private static string Unescape(string body)
    {
        var said = new StringBuilder(body.Length);
        for (var i = 0; i < body.Length;)
        {
            if (body[i] != '\\')
            {
                said.Append(body[i++]);
                continue;
            }

            var length = Escape(body.AsSpan(i));
            var value = ValueOf(body.AsSpan(i, length));
            if (!Rune.IsValid(value))
            {
                throw new FormatException("invalid unicode code point");
            }

            said.Append(new Rune(value).ToString());
            i += length;
        }

        return said.ToString();
    }

    private static string ReadBytes(string body, bool isRaw)
    {
        var bytes = new List<byte>();
        for (var i = 0; i < body.Length;)
        {
            if (!isRaw && body[i] == '\\')
            {
                if (body[i + 1] is 'u' or 'U')
                {
                    throw new FormatException("unable to unescape string");
                }

                var length = Escape(body.AsSpan(i));
                bytes.Add((byte)ValueOf(body.AsSpan(i, length)));
                i += length;
                continue;
            }

            Rune.DecodeFromUtf16(body.AsSpan(i), out var rune, out var taken);
            bytes.AddRange(Encoding.UTF8.GetBytes(rune.ToString()));
            i += taken;
        }

        return Encoding.Latin1.GetString([.. bytes]);
    }

    private static int ValueOf(ReadOnlySpan<char> escape) => escape[1] switch
    {
        'a' => 7,
        'b' => 8,
        'f' => 12,
        'n' => 10,
        'r' => 13,
        't' => 9,
        'v' => 11,
        'x' or 'X' or 'u' or 'U' => (int)Math.Min(
            uint.Parse(escape[2..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture), int.MaxValue),
        >= '0' and <= '3' => ((escape[1] - '0') * 64) + ((escape[2] - '0') * 8) + (escape[3] - '0'),
        var same => same,
    };

    /// <summary>Length of an escape, or less than zero where it is none: how far it could be read.</summary>
    private static int Escape(ReadOnlySpan<char> text)
    {
        if (text.Length < 2)
        {
            return -1;
        }

        return text[1] switch
        {
            'a' or 'b' or 'f' or 'n' or 'r' or 't' or 'v' or '"' or '\'' or '\\' or '?' or '`' => 2,
            'x' or 'X' => Hex(text, 2),
            'u' => Hex(text, 4),
            'U' => Hex(text, 8),
            >= '0' and <= '3' => Octal(text),
            _ => -1,
        };
    }

    private static int Hex(ReadOnlySpan<char> text, int digits)
    {
        for (var i = 2; i < digits + 2; i++)
        {
            if (i >= text.Length || !char.IsAsciiHexDigit(text[i]))
            {
                return -i;
            }
        }

        return digits + 2;
    }

    private static int Octal(ReadOnlySpan<char> text)
    {
        for (var i = 2; i < 4; i++)
        {
            if (i >= text.Length || text[i] is < '0' or > '7')
            {
                return -i;
            }
        }

        return 4;
    }
}
