using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;

namespace Fairway.Components.Generated;

/// <summary>Certificates in texts: PEM as it stands, and PEM in base64 as Secrets and webhooks have it.</summary>
internal static class CertificateText
{
    private const string Label = "CERTIFICATE";

    /// <summary>When the first certificate of a text is valid; null where there is none that can be read.</summary>
    public static (DateTimeOffset From, DateTimeOffset To)? Validity(string text)
    {
        foreach (var bytes in Blocks(text))
        {
            try
            {
                using var certificate = X509CertificateLoader.LoadCertificate(bytes);
                return (
                    new DateTimeOffset(certificate.NotBefore.ToUniversalTime(), TimeSpan.Zero),
                    new DateTimeOffset(certificate.NotAfter.ToUniversalTime(), TimeSpan.Zero));
            }
            catch (CryptographicException)
            {
                return null;
            }
        }

        return null;
    }

    /// <summary>SHA-256 of each certificate of a text, in hexadecimal digits.</summary>
    public static IEnumerable<string> Digests(string text) =>
        Blocks(text).Select(bytes => Convert.ToHexStringLower(SHA256.HashData(bytes)));

    /// <summary>The same of all texts in a value.</summary>
    public static IEnumerable<string> DigestsIn(JsonNode? value) => value switch
    {
        JsonObject map => map.SelectMany(member => DigestsIn(member.Value)),
        JsonArray list => list.SelectMany(DigestsIn),
        JsonValue leaf when leaf.TryGetValue<string>(out var text) => Digests(Decoded(text)),
        _ => [],
    };

    private static string Decoded(string text)
    {
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var count)
            ? Encoding.UTF8.GetString(bytes, 0, count)
            : text;
    }

    private static IEnumerable<byte[]> Blocks(string text)
    {
        for (var rest = text; PemEncoding.TryFind(rest, out var found); rest = rest[found.Location.End..])
        {
            if (rest[found.Label] == Label)
            {
                yield return Convert.FromBase64String(rest[found.Base64Data]);
            }
        }
    }
}
