using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Fairway.Twin.Api;

namespace Fairway.Twin.Http.Security;

/// <summary>
/// Knows users by the certificates that a cluster's authority has issued: the common name is the user, organizations
/// are its groups. A connection's certificate is checked once; whether it still holds, at every request.
/// </summary>
internal sealed class ClientCertificates(string authorityPem)
{
    private const string ClientUsage = "1.3.6.1.5.5.7.3.2";
    private const string Uid = "1.3.6.1.4.1.57683.2";
    private const string CredentialId = "authentication.kubernetes.io/credential-id";
    private readonly ConditionalWeakTable<X509Certificate2, Checked> known = [];

    /// <summary>Whose certificate it is at a time; null for nobody's.</summary>
    public ApiUser? UserOf(X509Certificate2 certificate, DateTimeOffset now)
    {
        var at = now.UtcDateTime;
        return at >= certificate.NotBefore.ToUniversalTime() && at <= certificate.NotAfter.ToUniversalTime()
            ? known.GetValue(certificate, Check).User
            : null;
    }

    private Checked Check(X509Certificate2 certificate)
    {
        using var authority = X509Certificate2.CreateFromPem(authorityPem);
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(authority);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        chain.ChainPolicy.ApplicationPolicy.Add(new Oid(ClientUsage));

        // Time is asked at every request, by the cluster's clock.
        chain.ChainPolicy.VerificationFlags = X509VerificationFlags.IgnoreNotTimeValid;
        return new Checked(chain.Build(certificate) ? Read(certificate) : null);
    }

    private static ApiUser? Read(X509Certificate2 certificate)
    {
        var names = DistinguishedName.Parts(certificate.SubjectName);
        var user = names.LastOrDefault(n => n.Type == DistinguishedName.CommonName).Value;
        if (string.IsNullOrEmpty(user))
        {
            return null;
        }

        var groups = names.Where(n => n.Type == DistinguishedName.Organization).Select(n => n.Value);
        return new ApiUser(
            user, [.. groups, "system:authenticated"], names.FirstOrDefault(n => n.Type == Uid).Value)
        {
            Extra =
            [
                new(CredentialId, [$"X509SHA256={Convert.ToHexStringLower(SHA256.HashData(certificate.RawData))}"]),
            ],
        };
    }

    private sealed record Checked(ApiUser? User);
}
