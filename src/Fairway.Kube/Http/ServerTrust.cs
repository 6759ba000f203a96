using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace Fairway.Kube.Http;

/// <summary>Judges a server's certificate by the endpoint's authorities, and remembers in words why one was
/// refused.</summary>
internal sealed class ServerTrust(KubeEndpoint endpoint)
{
    private volatile string? _lastRefusal;

    /// <summary>Why the last refused certificate was refused; null if none was.</summary>
    public string? LastRefusal => _lastRefusal;

    /// <summary>Options for the handshake.</summary>
    public SslClientAuthenticationOptions Options()
    {
        var options = new SslClientAuthenticationOptions { RemoteCertificateValidationCallback = Judge };
        if (endpoint.ClientCertificate is { } certificate)
        {
            options.ClientCertificates = [certificate];
        }

        return options;
    }

    private bool Judge(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (endpoint.SkipTlsVerification)
        {
            return true;
        }

        _lastRefusal = Refusal(certificate as X509Certificate2, chain, errors);
        return _lastRefusal is null;
    }

    private string? Refusal(X509Certificate2? certificate, X509Chain? presented, SslPolicyErrors errors)
    {
        if (certificate is null)
        {
            return "it showed no certificate";
        }

        var name = endpoint.TlsServerName ?? endpoint.Server.Host.Trim('[', ']');
        if (!certificate.MatchesHostname(name))
        {
            return $"its certificate is not for {name} but for {certificate.GetNameInfo(X509NameType.DnsName, false)}";
        }

        if (endpoint.Authorities is not { } authorities)
        {
            return errors.HasFlag(SslPolicyErrors.RemoteCertificateChainErrors)
                ? $"the system does not trust its certificate ({Problems(presented)})"
                : null;
        }

        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.CustomTrustStore.AddRange(authorities);
        foreach (var element in presented?.ChainElements ?? Enumerable.Empty<X509ChainElement>())
        {
            chain.ChainPolicy.ExtraStore.Add(element.Certificate);
        }

        return chain.Build(certificate)
            ? null
            : $"its certificate was not signed by the given authority ({Problems(chain)})";
    }

    private static string Problems(X509Chain? chain) => chain is null
        ? "no chain"
        : string.Join(", ", chain.ChainStatus.Select(status => status.Status.ToString()).Distinct());
}
