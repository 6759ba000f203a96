using System.Security.Cryptography;
using Fairway.Charts.Values;

namespace Fairway.Charts.Functions;

/// <summary>Encodings and digests, of bytes.</summary>
internal static class EncodingFunctions
{
    public static void Define(FunctionTable.Add add)
    {
        add("b64enc", "string", (in call) => call.Made(Convert.ToBase64String(ByteText.ToBytes(call.Text(0)))));
        add("b64dec", "string", (in call) => call.Made(Decoded(call.Text(0))));
        add("b32enc", "string", (in call) => call.Made(Base32.Encode(ByteText.ToBytes(call.Text(0)))));
        add("b32dec", "string", (in call) => call.Made(Base32.Decode(call.Text(0), out var fault) is { } bytes
            ? ByteText.FromBytes(bytes)
            : $"illegal base32 data at input byte {fault}"));
        add("sha1sum", "string", (in call) =>
            call.Made(Convert.ToHexStringLower(SHA1.HashData(ByteText.ToBytes(call.Text(0))))));
        add("adler32sum", "string", (in call) => GoValue.Of(Adler32(call.Text(0))));
        add("sha256sum", "string", (in call) =>
            call.Made(Convert.ToHexStringLower(SHA256.HashData(ByteText.ToBytes(call.Text(0))))));
        add("sha512sum", "string", (in call) =>
            call.Made(Convert.ToHexStringLower(SHA512.HashData(ByteText.ToBytes(call.Text(0))))));
    }

    /// <summary>RFC 1950, 8.2; in decimal.</summary>
    private static string Adler32(string bytes)
    {
        const uint Modulus = 65521;
        var (a, b) = (1u, 0u);
        foreach (var c in bytes)
        {
            a = (a + c) % Modulus;
            b = (b + a) % Modulus;
        }

        return ((b << 16) | a).ToString(System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <summary>What is no base64 becomes the error's text, and the rendering goes on.</summary>
    private static string Decoded(string text) =>
        FromBase64(text, out var fault) is { } bytes ? ByteText.FromBytes(bytes) : fault!;

    /// <summary>The bytes; null, and Go's words, where it is no base64. Ends of lines do not count.</summary>
    public static byte[]? FromBase64(string text, out string? fault)
    {
        fault = null;
        var plain = text.Replace("\r", "", StringComparison.Ordinal).Replace("\n", "", StringComparison.Ordinal);
        var bytes = new byte[(plain.Length / 4 * 3) + 3];
        if (plain.Length % 4 == 0 && Convert.TryFromBase64String(plain, bytes, out var length))
        {
            return bytes[..length];
        }

        fault = $"illegal base64 data at input byte {FirstFault(plain)}";
        return null;
    }

    /// <summary>As Go counts: the first byte that is none of the alphabet, else the group of four that is cut
    /// short.</summary>
    private static int FirstFault(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsAsciiLetterOrDigit(text[i]) && text[i] is not ('+' or '/' or '='))
            {
                return i;
            }
        }

        return text.Length / 4 * 4;
    }
}
