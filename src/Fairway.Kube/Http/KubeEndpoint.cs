using System.Net;
using System.Security.Cryptography.X509Certificates;

namespace Fairway.Kube.Http;

/// <summary>Where an API server is, and how to be let in.</summary>
public sealed record KubeEndpoint
{
    /// <summary>Address, with the prefix of the path if there is one:
    /// <c>https://host:6443/k8s/clusters/c-1</c>.</summary>
    public required Uri Server { get; init; }

    /// <summary>What errors call it, a kubeconfig's context say; the address unless given.</summary>
    public string? Name { get; init; }

    /// <summary>The authorities that may have signed the server's certificate; null for those that the system
    /// trusts.</summary>
    public X509Certificate2Collection? Authorities { get; init; }

    /// <summary>The certificate to show, with its key; null for none.</summary>
    public X509Certificate2? ClientCertificate { get; init; }

    /// <summary>The name that the server's certificate must have, and that is asked for by SNI; null for the
    /// host.</summary>
    public string? TlsServerName { get; init; }

    /// <summary>Takes any certificate. Whoever can reroute packets can then read and forge everything.</summary>
    public bool SkipTlsVerification { get; init; }

    /// <summary>Gives bearer tokens; null for none.</summary>
    public ITokenSource? Token { get; init; }

    /// <summary>User and password for HTTP basic authentication; null for none.</summary>
    public (string User, string Password)? Basic { get; init; }

    /// <summary>The proxy to go through; null for the environment's, which is never asked for this machine's own
    /// addresses.</summary>
    public Uri? Proxy { get; init; }

    /// <summary>How long a connection may take to be made.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a request may take, its answer included; a watch, until its answer begins.</summary>
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Asks for gzip: less to carry, more to compute on both sides. Worth it only over slow lines.</summary>
    public bool Compress { get; init; }

    /// <summary>The newest version of HTTP to speak. Benchmarks compare them.</summary>
    internal Version NewestHttp { get; init; } = HttpVersion.Version20;

    /// <summary>What errors call it.</summary>
    internal string Label => Name is null ? Server.ToString() : $"{Name} ({Server})";
}
