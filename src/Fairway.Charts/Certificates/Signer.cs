using Fairway.Charts.Values;
using Org.BouncyCastle.Asn1.X509;

namespace Fairway.Charts.Certificates;

/// <summary>Who signs a certificate.</summary>
/// <param name="Key">The private key.</param>
/// <param name="Subject">Its name, as DER; null where the certificate signs itself.</param>
/// <param name="KeyId">The digest that names its key; empty if its certificate has none.</param>
internal sealed record Signer(PrivateKey Key, byte[]? Subject, byte[] KeyId)
{
    /// <summary>Out of an authority's certificate and key.</summary>
    /// <exception cref="GoError">One of them cannot be read.</exception>
    public static Signer Read(string certificate, string key)
    {
        var parsed = Parse(certificate);
        PrivateKey secret;
        try
        {
            secret = PrivateKey.Read(key);
        }
        catch (GoError fault)
        {
            throw new GoError($"error parsing private key: {fault.Message}");
        }

        if (!parsed.SubjectPublicKeyInfo.GetEncoded().AsSpan().SequenceEqual(secret.OpenInfo.GetEncoded()))
        {
            throw new GoError(
                "error creating certificate: x509: provided PrivateKey doesn't match parent's PublicKey");
        }

        return new Signer(
            secret,
            parsed.Subject.GetEncoded(),
            SubjectKeyIdentifier.FromExtensions(parsed.TbsCertificate.Extensions)?.GetKeyIdentifier() ?? []);
    }

    /// <exception cref="GoError">It cannot be read.</exception>
    public static X509CertificateStructure Parse(string certificate)
    {
        if (!PemText.TryRead(certificate, out _, out var bytes))
        {
            throw new GoError("unable to decode certificate");
        }

        try
        {
            return X509CertificateStructure.GetInstance(bytes);
        }
        catch (Exception fault) when (fault is ArgumentException or IOException or InvalidCastException
            or InvalidOperationException or FormatException)
        {
            throw new GoError("error parsing certificate: decodedCert.Bytes: x509: malformed certificate");
        }
    }
}
