using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Fairway.Twin.Http.Security;

/// <summary>What a certificate is to be issued for.</summary>
/// <param name="Request">The signing request: PKCS #10, DER.</param>
/// <param name="Usages">What it may be used for, in the words of Kubernetes: <c>client auth</c>, <c>digital
/// signature</c>.</param>
/// <param name="NotBefore">From when it holds.</param>
/// <param name="NotAfter">Until when it holds; never longer than the authority itself.</param>
public sealed record CertificateOrder(
    byte[] Request, IReadOnlyList<string> Usages, DateTimeOffset NotBefore, DateTimeOffset NotAfter);

/// <summary>For whom a certificate is asked.</summary>
public sealed record RequestedSubject(string CommonName, IReadOnlyList<string> Organizations, bool HasOtherNames);

/// <summary>Issues certificates in the name of a cluster's authority.</summary>
public static class ClientCertificateIssuer
{
    private const string AlternativeNames = "2.5.29.17";

    /// <summary>For whom a signing request (PKCS #10, DER) is.</summary>
    /// <exception cref="CryptographicException">The request cannot be read, or its own key has not signed
    /// it.</exception>
    public static RequestedSubject Read(byte[] request)
    {
        var asked = Load(request);
        var parts = DistinguishedName.Parts(asked.SubjectName);
        return new RequestedSubject(
            parts.LastOrDefault(p => p.Type == DistinguishedName.CommonName).Value ?? "",
            [.. parts.Where(p => p.Type == DistinguishedName.Organization).Select(p => p.Value)],
            asked.CertificateExtensions.Any(e => e.Oid?.Value == AlternativeNames));
    }

    /// <summary>The certificate, as PEM.</summary>
    /// <exception cref="CryptographicException">The request cannot be read, or its own key has not signed
    /// it.</exception>
    public static string Issue(this ClusterAuthority issuer, CertificateOrder order)
    {
        using var authority = X509Certificate2.CreateFromPem(issuer.CertificatePem, issuer.KeyPem);
        using var key = authority.GetECDsaPrivateKey()!;
        var asked = Load(order.Request);
        var made = new CertificateRequest(asked.SubjectName, asked.PublicKey, HashAlgorithmName.SHA256);
        foreach (var extension in asked.CertificateExtensions.Where(e => e.Oid?.Value == AlternativeNames))
        {
            made.CertificateExtensions.Add(extension);
        }

        AddUsages(made, order.Usages);
        made.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        made.CertificateExtensions.Add(
            X509AuthorityKeyIdentifierExtension.CreateFromCertificate(authority, true, false));
        var end = new DateTimeOffset(authority.NotAfter.ToUniversalTime(), TimeSpan.Zero);
        using var issued = made.Create(
            authority.SubjectName,
            X509SignatureGenerator.CreateForECDsa(key),
            order.NotBefore,
            order.NotAfter < end ? order.NotAfter : end,
            ClusterAuthority.SerialNumber());
        return issued.ExportCertificatePem() + "\n";
    }

    private static CertificateRequest Load(byte[] request) => CertificateRequest.LoadSigningRequest(
        request, HashAlgorithmName.SHA256, CertificateRequestLoadOptions.UnsafeLoadCertificateExtensions);

    private static void AddUsages(CertificateRequest made, IReadOnlyList<string> usages)
    {
        var flags = usages.Aggregate(X509KeyUsageFlags.None, static (all, usage) => all | FlagOf(usage));
        if (flags != X509KeyUsageFlags.None)
        {
            made.CertificateExtensions.Add(new X509KeyUsageExtension(flags, true));
        }

        var extended = new OidCollection();
        foreach (var usage in usages)
        {
            if (ExtendedOf(usage) is { } oid)
            {
                extended.Add(new Oid(oid));
            }
        }

        if (extended.Count > 0)
        {
            made.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension(extended, false));
        }
    }

    private static X509KeyUsageFlags FlagOf(string usage) => usage switch
    {
        "signing" or "digital signature" => X509KeyUsageFlags.DigitalSignature,
        "content commitment" => X509KeyUsageFlags.NonRepudiation,
        "key encipherment" => X509KeyUsageFlags.KeyEncipherment,
        "key agreement" => X509KeyUsageFlags.KeyAgreement,
        "data encipherment" => X509KeyUsageFlags.DataEncipherment,
        _ => X509KeyUsageFlags.None,
    };

    private static string? ExtendedOf(string usage) => usage switch
    {
        "server auth" => "1.3.6.1.5.5.7.3.1",
        "client auth" => "1.3.6.1.5.5.7.3.2",
        "code signing" => "1.3.6.1.5.5.7.3.3",
        "email protection" => "1.3.6.1.5.5.7.3.4",
        "timestamping" => "1.3.6.1.5.5.7.3.8",
        "ocsp signing" => "1.3.6.1.5.5.7.3.9",
        _ => null,
    };
}
