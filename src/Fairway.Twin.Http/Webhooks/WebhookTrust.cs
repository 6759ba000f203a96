using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Fairway.Twin.Api.Webhooks;

namespace Fairway.Twin.Http.Webhooks;

/// <summary>Whether a webhook's certificate is good: signed by the bundle of its configuration, or, without one, by
/// whom the machine trusts.</summary>
internal sealed class WebhookTrust
{
    private const string Unknown = "certificate signed by unknown authority";

    private readonly X509Certificate2Collection? roots;

    public WebhookTrust(ReadOnlyMemory<byte> bundle)
    {
        if (bundle.IsEmpty)
        {
            return;
        }

        roots = [];
        try
        {
            roots.ImportFromPem(Encoding.ASCII.GetString(bundle.Span));
        }
        catch (CryptographicException)
        {
            // What cannot be read vouches for nobody.
        }
    }

    /// <summary>Accepts a certificate, or says why not.</summary>
    /// <exception cref="WebhookCallException">It is not good.</exception>
    public bool Accepts(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (certificate is not X509Certificate2 shown)
        {
            throw new WebhookCallException("tls: the webhook shows no certificate");
        }

        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch))
        {
            throw Unverified($"certificate is not valid for the name it was asked by; its subject is {shown.Subject}");
        }

        if (roots is null)
        {
            return errors == SslPolicyErrors.None ? true : throw Unverified(Unknown);
        }

        using var own = new X509Chain();
        own.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        own.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        own.ChainPolicy.CustomTrustStore.AddRange(roots);
        foreach (var between in chain?.ChainElements ?? Enumerable.Empty<X509ChainElement>())
        {
            own.ChainPolicy.ExtraStore.Add(between.Certificate);
        }

        return own.Build(shown) ? true : throw Unverified(Why(own));
    }

    private static string Why(X509Chain chain) =>
        Array.Exists(chain.ChainStatus, status => status.Status.HasFlag(X509ChainStatusFlags.NotTimeValid))
            ? "certificate has expired or is not yet valid"
            : Unknown;

    private static WebhookCallException Unverified(string why) =>
        new($"tls: failed to verify certificate: x509: {why}");
}
