using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Fairway.Twin.Api.Access;

/// <summary>Requests of certificates, and certificates, as objects hold them: PEM, in base64.</summary>
internal static class CertificatePem
{
    private const string RequestLabel = "CERTIFICATE REQUEST";
    private const string CertificateLabel = "CERTIFICATE";
    private const string Organization = "2.5.4.10";

    /// <summary>The organizations that a request names; null where it is none, or not signed by its own key.</summary>
    public static IReadOnlyList<string>? Read(string base64, out string problem)
    {
        problem = $"PEM block type must be {RequestLabel}";
        if (Blocks(base64) is not [(RequestLabel, var der), ..])
        {
            return null;
        }

        try
        {
            var request = CertificateRequest.LoadSigningRequest(
                der, HashAlgorithmName.SHA256, CertificateRequestLoadOptions.Default);
            problem = "";
            return Organizations(request.SubjectName.RawData);
        }
        catch (Exception e) when (e is CryptographicException or AsnContentException or NotSupportedException)
        {
            problem = e.Message;
            return null;
        }
    }

    /// <summary>What is wrong with certificates; null where nothing is.</summary>
    public static string? Problem(string base64)
    {
        var blocks = Blocks(base64);
        if (blocks.FirstOrDefault(b => b.Label != CertificateLabel) is { Label: { } other })
        {
            return $"only CERTIFICATE PEM blocks are allowed, found \"{other}\"";
        }

        if (blocks.Count == 0)
        {
            return "must contain at least one CERTIFICATE PEM block";
        }

        try
        {
            foreach (var (_, der) in blocks)
            {
                X509CertificateLoader.LoadCertificate(der).Dispose();
            }

            return null;
        }
        catch (CryptographicException e)
        {
            return e.Message;
        }
    }

    private static List<(string Label, byte[] Der)> Blocks(string base64)
    {
        var blocks = new List<(string Label, byte[] Der)>();
        var bytes = new byte[base64.Length];
        if (!Convert.TryFromBase64String(base64, bytes, out var length))
        {
            return blocks;
        }

        var text = Encoding.UTF8.GetString(bytes, 0, length).AsSpan();
        while (PemEncoding.TryFind(text, out var found))
        {
            blocks.Add((text[found.Label].ToString(), Convert.FromBase64String(text[found.Base64Data].ToString())));
            text = text[found.Location.End..];
        }

        return blocks;
    }

    private static List<string> Organizations(byte[] encoded)
    {
        var found = new List<string>();
        var sequence = new AsnReader(encoded, AsnEncodingRules.DER).ReadSequence();
        while (sequence.HasData)
        {
            var set = sequence.ReadSetOf(skipSortOrderValidation: true);
            while (set.HasData)
            {
                var part = set.ReadSequence();
                if (part.ReadObjectIdentifier() == Organization)
                {
                    found.Add(part.ReadCharacterString((UniversalTagNumber)part.PeekTag().TagValue));
                }
            }
        }

        return found;
    }
}
