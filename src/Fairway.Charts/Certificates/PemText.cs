using System.Security.Cryptography;

namespace Fairway.Charts.Certificates;

/// <summary>PEM as Go writes and reads it.</summary>
internal static class PemText
{
    public static string Write(string label, ReadOnlySpan<byte> bytes) => PemEncoding.WriteString(label, bytes) + "\n";

    /// <summary>The first block of a text; false if there is none.</summary>
    public static bool TryRead(string text, out string label, out byte[] bytes)
    {
        if (!PemEncoding.TryFind(text, out var fields))
        {
            (label, bytes) = ("", []);
            return false;
        }

        label = text[fields.Label];
        bytes = Convert.FromBase64String(text[fields.Base64Data]);
        return true;
    }

    /// <summary>Cuts a text of a certificate and its key where the key begins.</summary>
    public static (string Certificate, string Key) Cut(string both)
    {
        var key = both.IndexOf("-----BEGIN", 1, StringComparison.Ordinal);
        return (both[..key], both[key..]);
    }
}
