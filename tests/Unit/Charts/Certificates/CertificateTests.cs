using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Fairway.Charts;
using Xunit;

namespace Fairway.Tests.Charts.Certificates;

/// <summary>Certificates are read back by the platform's own library.</summary>
public sealed class CertificateTests
{
    private static readonly RenderInput Input = ChartFiles.Input with
    {
        Now = new DateTimeOffset(2026, 11, 23, 10, 0, 0, TimeSpan.Zero),
        Seed = "tests"u8.ToArray(),
    };

    [Theory]
    [InlineData(HelmLine.Three)]
    [InlineData(HelmLine.Four)]
    public void An_authority_and_what_it_signs_hold_together(HelmLine line)
    {
        var printed = ChartFiles.Print(
            """
            {{- $ca := genCA "the ca" 10 }}
            {{- $cert := genSignedCert "*.é" (list "10.0.0.1" "::1") (list "a.example" "*.b.example") 3 $ca }}
            {{- $ca.Cert }}{{ $cert.Cert }}{{ $cert.Key }}
            """,
            Input with { Helm = line });
        var both = new X509Certificate2Collection();
        both.ImportFromPem(printed);
        using var key = RSA.Create();
        key.ImportFromPem(printed);
        var (authority, cert) = (both[0], both[1]);

        Assert.Equal(("CN=the ca", "CN=the ca"), (authority.Subject, authority.Issuer));
        Assert.Equal(("CN=*.é", "CN=the ca"), (cert.Subject, cert.Issuer));
        Assert.Equal(
            (Input.Now.UtcDateTime, Input.Now.UtcDateTime.AddDays(3)),
            (cert.NotBefore.ToUniversalTime(), cert.NotAfter.ToUniversalTime()));
        Assert.Equal(
            ["2.5.29.15", "2.5.29.37", "2.5.29.19", "2.5.29.14"],
            authority.Extensions.Select(part => part.Oid!.Value));
        Assert.Equal(
            ["2.5.29.15", "2.5.29.37", "2.5.29.19", "2.5.29.35", "2.5.29.17"],
            cert.Extensions.Select(part => part.Oid!.Value));
        var names = cert.Extensions.OfType<X509SubjectAlternativeNameExtension>().Single();
        Assert.Equal(["a.example", "*.b.example"], names.EnumerateDnsNames());
        Assert.Equal(["10.0.0.1", "::1"], names.EnumerateIPAddresses().Select(address => address.ToString()));
        Assert.Equal(key.ExportRSAPublicKey(), cert.GetRSAPublicKey()!.ExportRSAPublicKey());
        Assert.True(IsSignedBy(cert, authority));
        Assert.Equal(line == HelmLine.Three, Sha1Id(authority));
    }

    [Theory]
    [InlineData("ecdsa", "EC PRIVATE KEY")]
    [InlineData("ed25519", "PRIVATE KEY")]
    public void A_given_key_of_any_kind_signs(string kind, string label)
    {
        var printed = ChartFiles.Print(
            $$$"""
            {{- $key := genPrivateKey "{{{kind}}}" }}{{ $ca := genCAWithKey "ca" 10 $key }}
            {{- $cert := genSignedCertWithKey "x" nil (list "x.example") 3 $ca $key }}
            {{- $self := genSelfSignedCertWithKey "self" nil nil 3 $key }}
            {{- $ca.Cert }}{{ $cert.Cert }}{{ $self.Cert }}{{ $key }}{{ eq $ca.Key $key $self.Key }}
            """,
            Input);
        var all = new X509Certificate2Collection();
        all.ImportFromPem(printed);

        Assert.Equal(["CN=ca", "CN=x", "CN=self"], all.Select(cert => cert.Subject));
        Assert.Contains($"-----BEGIN {label}-----", printed, StringComparison.Ordinal);
        Assert.EndsWith("true", printed, StringComparison.Ordinal);
        Assert.True(IsSignedBy(all[1], all[0]));
    }

    [Theory]
    [InlineData("rsa", "RSA PRIVATE KEY")]
    [InlineData("dsa", "DSA PRIVATE KEY")]
    public void Slow_keys_are_made_in_their_forms(string kind, string label)
    {
        var printed = ChartFiles.Print($$$"""{{ genPrivateKey "{{{kind}}}" }}""", Input);

        Assert.StartsWith($"-----BEGIN {label}-----\n", printed, StringComparison.Ordinal);
        if (label[0] == 'R')
        {
            using var key = RSA.Create();
            key.ImportFromPem(printed);
            Assert.Equal(4096, key.KeySize);
        }
    }

    [Theory]
    [InlineData("""{{ genPrivateKey "x" }}""", "Unknown type x")]
    [InlineData("""{{ $c := genCA "a" 1 }}{{ typeOf $c }} {{ kindOf $c }}""", "sprig.certificate struct")]
    [InlineData("""{{ (buildCustomCert ((genCA "a" 1).Cert | b64enc) ((genCA "a" 1).Key | b64enc)).Cert | trunc 9 }}""",
        "-----BEGI")]
    public void What_else_they_print_is_what_helm_prints(string template, string text) =>
        Assert.Equal(text, ChartFiles.Print(template, Input));

    private static bool IsSignedBy(X509Certificate2 cert, X509Certificate2 authority)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(authority);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.VerificationTime = Input.Now.UtcDateTime.AddHours(1);
        return chain.Build(cert);
    }

    private static bool Sha1Id(X509Certificate2 authority) =>
        authority.Extensions.OfType<X509SubjectKeyIdentifierExtension>().Single().SubjectKeyIdentifier
            == new X509SubjectKeyIdentifierExtension(authority.PublicKey, critical: false).SubjectKeyIdentifier;
}
