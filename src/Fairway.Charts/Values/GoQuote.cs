using System.Globalization;
using System.Text;

namespace Fairway.Charts.Values;

/// <summary>Strings between double quotes as Go writes them (<c>%q</c>, <c>quote</c>), and read back.</summary>
internal static class GoQuote
{
    private const string Named = "\a\b\f\n\r\t\v\\\"";
    private const string Letters = "abfnrtv\\\"";

    public static string Quote(string bytes)
    {
        var quoted = new StringBuilder(bytes.Length + 2).Append('"');
        if (Ascii.IsValid(bytes))
        {
            foreach (var c in bytes)
            {
                AppendAscii(quoted, c);
            }
        }
        else
        {
            AppendRunes(quoted, ByteText.ToBytes(bytes));
        }

        return quoted.Append('"').ToString();
    }

    /// <summary>The bytes that a constant between quotes names; null if it is none.</summary>
    /// <param name="constant">With its quotes.</param>
    public static string? Unquote(string constant)
    {
        var quote = constant[0];
        var body = constant.AsSpan(1, constant.Length - 2);
        if (quote == '`')
        {
            return body.ToString().Replace("\r", "", StringComparison.Ordinal);
        }

        var bytes = new StringBuilder(body.Length);
        while (body.Length > 0)
        {
            var taken = body[0] == '\\' ? TakeEscape(body, quote, bytes) : TakePlain(body[0], quote, bytes);
            if (taken == 0)
            {
                return null;
            }

            body = body[taken..];
        }

        return bytes.ToString();
    }

    private static int TakePlain(char c, char quote, StringBuilder bytes)
    {
        bytes.Append(c);
        return c == quote || c == '\n' ? 0 : 1;
    }

    private static int TakeEscape(ReadOnlySpan<char> body, char quote, StringBuilder bytes)
    {
        if (body.Length < 2)
        {
            return 0;
        }

        var letter = body[1];
        var known = Letters.IndexOf(letter, StringComparison.Ordinal);
        if (known >= 0 && letter != '"')
        {
            bytes.Append(Named[known]);
            return 2;
        }

        switch (letter)
        {
            case '"' or '\'':
                bytes.Append(letter);
                return letter == quote ? 2 : 0;
            case 'x':
                return TakeNumber(body, 2, 2, bytes, false);
            case 'u':
                return TakeNumber(body, 2, 4, bytes, true);
            case 'U':
                return TakeNumber(body, 2, 8, bytes, true);
            case >= '0' and <= '7' when body.Length >= 4 && body[2] is >= '0' and <= '7'
                && body[3] is >= '0' and <= '7':
                var octal = ((letter - '0') * 64) + ((body[2] - '0') * 8) + (body[3] - '0');
                bytes.Append((char)octal);
                return octal > 255 ? 0 : 4;
            default:
                return 0;
        }
    }

    private static int TakeNumber(ReadOnlySpan<char> body, int from, int digits, StringBuilder bytes, bool isRune)
    {
        if (body.Length < from + digits
            || !uint.TryParse(
                body.Slice(from, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var number)
            || (isRune && !Rune.IsValid(number)))
        {
            return 0;
        }

        bytes.Append(isRune ? ByteText.FromUnicode(new Rune(number).ToString()) : ((char)number).ToString());
        return from + digits;
    }

    private static void AppendRunes(StringBuilder quoted, ReadOnlySpan<byte> utf8)
    {
        while (utf8.Length > 0)
        {
            var valid = Rune.DecodeFromUtf8(utf8, out var rune, out var length) == System.Buffers.OperationStatus.Done;
            if (!valid)
            {
                quoted.Append(CultureInfo.InvariantCulture, $"\\x{utf8[0]:x2}");
                length = 1;
            }
            else if (rune.IsAscii)
            {
                AppendAscii(quoted, (char)rune.Value);
            }
            else if (IsPrintable(rune))
            {
                quoted.Append(ByteText.FromBytes(utf8[..length]));
            }
            else
            {
                quoted.Append(CultureInfo.InvariantCulture, $"\\{(rune.IsBmp ? "u" : "U")}")
                    .Append(rune.Value.ToString(rune.IsBmp ? "x4" : "x8", CultureInfo.InvariantCulture));
            }

            utf8 = utf8[length..];
        }
    }

    private static void AppendAscii(StringBuilder quoted, char c)
    {
        var known = Named.IndexOf(c, StringComparison.Ordinal);
        _ = known >= 0 ? quoted.Append('\\').Append(Letters[known])
            : c is >= ' ' and <= '~' ? quoted.Append(c)
            : quoted.Append(CultureInfo.InvariantCulture, $"\\x{(int)c:x2}");
    }

    private static bool IsPrintable(Rune rune) => Rune.GetUnicodeCategory(rune) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse
        or UnicodeCategory.OtherNotAssigned or UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator
        or UnicodeCategory.ParagraphSeparator);
}
