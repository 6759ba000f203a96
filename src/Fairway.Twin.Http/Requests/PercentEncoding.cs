using System.Buffers;
using System.Text;

namespace Fairway.Twin.Http.Requests;

/// <summary>Percent-encoding of URLs (RFC 3986), strictly: what does not decode is refused, not passed on.</summary>
internal static class PercentEncoding
{
    private static readonly UTF8Encoding StrictUtf8 = new(false, throwOnInvalidBytes: true);

    /// <summary>Decodes <paramref name="text"/>; false where an escape is broken or the result is no UTF-8.</summary>
    public static bool TryDecode(ReadOnlySpan<char> text, bool plusIsSpace, out string decoded)
    {
        if (!text.Contains('%') && !(plusIsSpace && text.Contains('+')))
        {
            decoded = text.ToString();
            return true;
        }

        decoded = "";
        var bytes = ArrayPool<byte>.Shared.Rent(StrictUtf8.GetMaxByteCount(text.Length));
        try
        {
            var length = Unescape(text, plusIsSpace, bytes);
            if (length < 0)
            {
                return false;
            }

            decoded = StrictUtf8.GetString(bytes, 0, length);
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }

    /// <summary>The number of bytes written, or -1 where an escape is broken.</summary>
    private static int Unescape(ReadOnlySpan<char> text, bool plusIsSpace, Span<byte> bytes)
    {
        var length = 0;
        while (!text.IsEmpty)
        {
            if (text[0] == '%')
            {
                if (text.Length < 3 || !char.IsAsciiHexDigit(text[1]) || !char.IsAsciiHexDigit(text[2]))
                {
                    return -1;
                }

                bytes[length++] = Convert.FromHexString(text.Slice(1, 2))[0];
                text = text[3..];
            }
            else if (text[0] == '+' && plusIsSpace)
            {
                bytes[length++] = (byte)' ';
                text = text[1..];
            }
            else
            {
                var literal = text.IndexOfAny('%', '+');
                var run = literal < 0 ? text : text[..Math.Max(literal, 1)];
                length += StrictUtf8.GetBytes(run, bytes[length..]);
                text = text[run.Length..];
            }
        }

        return length;
    }
}
