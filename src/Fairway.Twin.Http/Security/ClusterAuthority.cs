using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Fairway.Twin.Api.Access.Tokens;

namespace Fairway.Twin.Http.Security;

/// <summary>
/// The certificate authority of one cluster, and the serving certificate that it issues for the cluster at the first
/// connection. At rest it is two PEM texts: a thousand idle clusters hold no open keys.
/// </summary>
public sealed class ClusterAuthority
{
    private const string Domain = "clusters.fairway.internal";
    private const int ValidYears = 10;

    private readonly Lazy<SslServerAuthenticationOptions> serving;

    private ClusterAuthority(string clusterId, string certificatePem, string keyPem)
    {
        ClusterId = clusterId;
        CertificatePem = certificatePem;
        KeyPem = keyPem;
        TokenKey = TokenKey.From(() => Convert.FromBase64String(KeyPem[PemEncoding.Find(KeyPem).Base64Data]));
        serving = new Lazy<SslServerAuthenticationOptions>(IssueServing);
    }

    /// <summary>The cluster that this authority speaks for.</summary>
    public string ClusterId { get; }

    /// <summary>The authority's certificate, as clients are to trust it.</summary>
    public string CertificatePem { get; }

    /// <summary>The authority's private key (PKCS #8). Secret.</summary>
    public string KeyPem { get; }

    /// <summary>
    /// The name by which clients ask for this cluster's certificate: <c>tls-server-name</c> of a kubeconfig.
    /// </summary>
    public string ServerName => ServerNameOf(ClusterId);

    /// <summary>Signs the tokens of the cluster's service accounts; it comes from <see cref="KeyPem"/>.</summary>
    public TokenKey TokenKey { get; }

    /// <summary>TLS options with the serving certificate; issued at the first call, and safe to share.</summary>
    internal SslServerAuthenticationOptions Serving => serving.Value;

    /// <summary>
    /// A new authority (ECDSA P-256), valid for ten years from an hour before <paramref name="now"/>.
    /// </summary>
    public static ClusterAuthority Create(string clusterId, DateTimeOffset now)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN=fairway-{clusterId}-ca", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, true, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(
            X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign | X509KeyUsageFlags.DigitalSignature, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        using var certificate = request.CreateSelfSigned(now.AddHours(-1), now.AddYears(ValidYears));
        return new(clusterId, certificate.ExportCertificatePem(), key.ExportPkcs8PrivateKeyPem());
    }

    /// <summary>An authority that was kept. Nothing is parsed before the first connection.</summary>
    public static ClusterAuthority Load(string clusterId, string certificatePem, string keyPem) =>
        new(clusterId, certificatePem, keyPem);

    /// <summary>See <see cref="ServerName"/>.</summary>
    public static string ServerNameOf(string clusterId) => $"{clusterId}.{Domain}";

    /// <summary>The cluster that a TLS client asks for, or null where the name is not one of a cluster.</summary>
    internal static string? ClusterOf(string? serverName)
    {
        const string suffix = "." + Domain;
        return serverName is not null && serverName.EndsWith(suffix, StringComparison.OrdinalIgnoreCase)
            ? serverName[..^suffix.Length].ToLowerInvariant()
            : null;
    }

    [SuppressMessage(
        "Security", "CA5359", Justification = "ClientCertificates checks whose certificate it is, at each request")]
    private SslServerAuthenticationOptions IssueServing()
    {
        using var authority = X509Certificate2.CreateFromPem(CertificatePem, KeyPem);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var issued = ServingRequest(key, authority)
            .Create(authority, Instant(authority.NotBefore), Instant(authority.NotAfter), SerialNumber());
        var certificate = issued.CopyWithPrivateKey(key);
        return new SslServerAuthenticationOptions
        {
            // offline: the chain is this certificate and the authority that clients hold; nothing is to be fetched.
            ServerCertificateContext = SslStreamCertificateContext.Create(certificate, null, offline: true),

            // Asked for, not demanded; whose it is, each request finds out, so that a bad one gets a Status.
            ClientCertificateRequired = true,
            RemoteCertificateValidationCallback = static (_, _, _, _) => true,
            CertificateRevocationCheckMode = X509RevocationMode.NoCheck,
        };
    }

    private CertificateRequest ServingRequest(ECDsa key, X509Certificate2 authority)
    {
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(ServerName);
        names.AddDnsName("localhost");
        names.AddIpAddress(IPAddress.Loopback);
        var request = new CertificateRequest($"CN={ServerName}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], false));
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(
            X509AuthorityKeyIdentifierExtension.CreateFromCertificate(authority, true, false));
        return request;
    }

    /// <summary>Certificates give their times in the machine's own zone.</summary>
    private static DateTimeOffset Instant(DateTime local) => new(local.ToUniversalTime(), TimeSpan.Zero);

    /// <summary>128 random bits of which the first is 0: a positive number, as RFC 5280 asks.</summary>
    internal static byte[] SerialNumber()
    {
        var serial = RandomNumberGenerator.GetBytes(16);
        serial[0] &= 0x7f;
        return serial;
    }
}
