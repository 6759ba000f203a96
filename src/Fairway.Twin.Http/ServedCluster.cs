using System.Security.Cryptography.X509Certificates;
using Fairway.Twin.Api;
using Fairway.Twin.Api.Flow;
using Fairway.Twin.Http.Security;

namespace Fairway.Twin.Http;

/// <summary>The core of a cluster's API, as <c>ApiServer.HandleAsync</c> offers it.</summary>
public delegate ValueTask<ApiReply> ApiHandler(ApiCall call, CancellationToken cancel);

/// <summary>A cluster as the listener knows it: its API, and what opens it.</summary>
public sealed class ServedCluster
{
    private const int LongestLabel = 63;
    private static readonly ApiUser Nobody = new("system:anonymous", ["system:unauthenticated"]);
    private readonly ClientCertificates certificates;

    /// <summary>Names a cluster that may be added to a listener.</summary>
    /// <param name="id">A DNS label: part of paths and of the TLS server name.</param>
    /// <param name="handler">Where its requests go.</param>
    /// <param name="authority">Issues its serving certificate.</param>
    /// <param name="token">Makes the bearer the cluster's administrator.</param>
    /// <exception cref="ArgumentException">The id is no DNS label.</exception>
    public ServedCluster(string id, ApiHandler handler, ClusterAuthority authority, BearerToken token)
    {
        if (!IsValidId(id))
        {
            throw new ArgumentException($"cluster id \"{id}\" is no DNS label (a-z, 0-9, -; at most 63)", nameof(id));
        }

        Id = id;
        Handler = handler;
        Authority = authority;
        Token = token;
        certificates = new ClientCertificates(authority.CertificatePem);
    }

    /// <summary>Whose a bearer token is that is not the administrator's; null for nobody's.</summary>
    public Func<string, ApiUser?> Tokens { get; init; } = static _ => null;

    /// <summary>Under which flow schema a call falls, for the headers that tell; null for none.</summary>
    public Func<ApiCall, FlowMatch?> Flows { get; init; } = static _ => null;

    /// <summary>Whether who shows nothing may ask as <c>system:anonymous</c>, whom roles allow little.</summary>
    public bool Anonymous { get; init; }

    /// <summary>The cluster's id.</summary>
    public string Id { get; }

    internal ApiHandler Handler { get; }

    internal ClusterAuthority Authority { get; }

    internal BearerToken Token { get; }

    /// <summary>Cancelled when the cluster is removed or the listener stops: watches end.</summary>
    internal CancellationTokenSource Ended { get; } = new();

    /// <summary>Whether <paramref name="id"/> can name a cluster.</summary>
    public static bool IsValidId(string id) =>
        id.Length is > 0 and <= LongestLabel
        && !id.StartsWith('-')
        && !id.EndsWith('-')
        && id.All(character => char.IsAsciiLetterLower(character) || char.IsAsciiDigit(character) || character == '-');

    /// <summary>
    /// Who asks: whose certificate the connection has shown, or whose token the Authorization header bears. Null where
    /// what is shown opens nothing, or nothing is shown and nobody may come without a name.
    /// </summary>
    internal ApiUser? Authenticate(string? authorization, X509Certificate2? certificate, DateTimeOffset now)
    {
        if (Token.Opens(authorization))
        {
            return ApiUser.Admin;
        }

        if (certificate is not null && certificates.UserOf(certificate, now) is { } named)
        {
            return named;
        }

        if (BearerToken.In(authorization) is { Length: > 0 } token)
        {
            return Tokens(token);
        }

        return Anonymous && certificate is null ? Nobody : null;
    }
}
