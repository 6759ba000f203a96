using Fairway.Twin.Api.Access.Tokens;

namespace Fairway.Twin.Api.Access;

/// <summary>How a cluster knows those who ask.</summary>
public sealed record AccessOptions
{
    /// <summary>Signs the tokens of service accounts. By default one that is gone with the process.</summary>
    public TokenKey TokenKey { get; init; } = TokenKey.Create();

    /// <summary>Who issues the tokens, and for whom they are meant where nothing else is asked for.</summary>
    public string Issuer { get; init; } = "https://kubernetes.default.svc";

    /// <summary>Tokens that were given out by other means: the user of a token, or null.</summary>
    public Func<string, ApiUser?> KnownTokens { get; init; } = static _ => null;
}
