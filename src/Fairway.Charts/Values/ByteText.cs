using System.Text;

namespace Fairway.Charts.Values;

/// <summary>
/// Go's strings are bytes: <c>len</c> and <c>trunc</c> count them, and may cut a character in two. Inside the
/// renderer a string therefore holds the bytes of its UTF-8, one a character (0 to 255); texts from outside and to
/// the outside, and functions that think in characters, convert. ASCII, which is nearly all, is the same in both.
/// </summary>
internal static class ByteText
{
    /// <summary>A text as bytes.</summary>
    public static string FromUnicode(string text) =>
        Ascii.IsValid(text) ? text : Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(text));

    /// <summary>Bytes as a text; each byte that is no UTF-8 becomes U+FFFD.</summary>
    public static string ToUnicode(string bytes) =>
        Ascii.IsValid(bytes) ? bytes : Decode(Encoding.Latin1.GetBytes(bytes));

    public static string FromBytes(ReadOnlySpan<byte> utf8) => Encoding.Latin1.GetString(utf8);

    public static byte[] ToBytes(string bytes) => Encoding.Latin1.GetBytes(bytes);

    private static string Decode(ReadOnlySpan<byte> utf8)
    {
        if (System.Text.Unicode.Utf8.IsValid(utf8))
        {
            return Encoding.UTF8.GetString(utf8);
        }

        var text = new StringBuilder(utf8.Length);
        while (utf8.Length > 0)
        {
            var valid = Rune.DecodeFromUtf8(utf8, out var rune, out var length) == System.Buffers.OperationStatus.Done;
            text.Append(rune.ToString());
            utf8 = utf8[(valid ? length : 1)..];
        }

        return text.ToString();
    }
}
