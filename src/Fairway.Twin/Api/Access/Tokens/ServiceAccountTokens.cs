using Fairway.Kube;
using Fairway.Twin.Api.Objects;
using Fairway.Twin.Storage;

namespace Fairway.Twin.Api.Access.Tokens;

/// <summary>Signs tokens for service accounts, and says whose a token is as long as all that it names is
/// there.</summary>
internal sealed class ServiceAccountTokens(ClusterStore store, AccessOptions options, TimeProvider time)
{
    // An object that is being deleted may finish with its token, for so long after the end of its grace.
    private const long GraceSeconds = 60;
    private const string Keys = "authentication.kubernetes.io/";

    /// <summary>Signs claims, which get issuer, subject and times.</summary>
    /// <param name="claims">Whom the token is for, and what it is bound to.</param>
    /// <param name="id">The token's own id.</param>
    /// <param name="seconds">How long it holds; null for ever.</param>
    public string Sign(TokenClaims claims, string id, long? seconds)
    {
        var now = time.GetUtcNow().ToUnixTimeSeconds();
        return TokenCodec.Write(
            claims with
            {
                Issuer = options.Issuer,
                Subject = ServiceAccountName.User(claims.Namespace, claims.ServiceAccount.Name),
                Id = id,
                IssuedAt = now,
                NotBefore = now,
                Expiry = now + seconds,
            },
            options.TokenKey);
    }

    /// <summary>Whose token it is; or why nobody's, which is empty where it is not one of ours at all.</summary>
    /// <param name="token">The token.</param>
    /// <param name="audiences">One of these must be meant by it.</param>
    public TokenAnswer Authenticate(string token, IReadOnlyList<string> audiences)
    {
        if (TokenCodec.Read(token, options.TokenKey) is not { } claims || claims.Issuer != options.Issuer)
        {
            return TokenAnswer.Refused("");
        }

        // Tokens in Secrets, of old, say no audience and mean the API.
        var meant = claims.Audiences.Count > 0 ? claims.Audiences : [options.Issuer];
        var both = meant.Intersect(audiences).ToArray();
        if (both.Length == 0)
        {
            return TokenAnswer.Refused(
                $"token audiences {GoText.Quoted(meant)} is invalid for the target audiences "
                + GoText.Quoted(audiences));
        }

        return Problem(claims) is { } problem
            ? TokenAnswer.Refused(problem)
            : new TokenAnswer(UserOf(claims), both, "");
    }

    private string? Problem(TokenClaims claims)
    {
        var now = time.GetUtcNow().ToUnixTimeSeconds();
        if (claims.Expiry <= now)
        {
            return "service account token has expired";
        }

        if (claims.NotBefore > now || claims.IssuedAt > now)
        {
            return "service account token is not valid yet";
        }

        var (ns, account) = (claims.Namespace, claims.ServiceAccount);
        if (claims.Subject != ServiceAccountName.User(ns, account.Name))
        {
            return "service account token has an invalid subject";
        }

        return Gone("serviceaccounts", ns, account, "service account", "service account has been deleted")
            ?? Gone("secrets", ns, claims.Secret, "secret", "service account token has been invalidated")
            ?? Gone("pods", ns, claims.Pod, "pod", "service account token has been invalidated")
            ?? (claims.Pod is null
                ? Gone("nodes", null, claims.Node, "node", "service account token has been invalidated")
                : null);
    }

    /// <summary>What is wrong with an object that the token names; null where it is there and the same.</summary>
    private string? Gone(string storage, string? ns, TokenReference? named, string what, string gone)
    {
        if (named is not { } reference)
        {
            return null;
        }

        if (store.Find(storage, new ObjectKey(ns, reference.Name)) is not { } found || IsPast(found))
        {
            return gone;
        }

        return found.Uid == reference.Uid
            ? null
            : $"{what} UID ({found.Uid}) does not match claim ({reference.Uid})";
    }

    private bool IsPast(StoredObject found)
    {
        var text = ObjectMeta.Text(StoredTree.Metadata(found), "deletionTimestamp");
        return text.Length > 0
            && DateTimeOffset.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var at)
            && at.AddSeconds(GraceSeconds) < time.GetUtcNow();
    }

    private static ApiUser UserOf(TokenClaims claims)
    {
        var extra = new List<KeyValuePair<string, IReadOnlyList<string>>>();
        void Add(string key, string? value)
        {
            if (!string.IsNullOrEmpty(value))
            {
                extra.Add(new(Keys + key, [value]));
            }
        }

        Add("credential-id", claims.Id.Length > 0 ? $"JTI={claims.Id}" : null);
        Add("node-name", claims.Node?.Name);
        Add("node-uid", claims.Node?.Uid);
        Add("pod-name", claims.Pod?.Name);
        Add("pod-uid", claims.Pod?.Uid);
        var (ns, account) = (claims.Namespace, claims.ServiceAccount);
        return new ApiUser(
            ServiceAccountName.User(ns, account.Name),
            [.. ServiceAccountName.Groups(ns), "system:authenticated"],
            account.Uid)
        {
            Extra = extra,
        };
    }
}

/// <summary>What became of a token.</summary>
/// <param name="User">Whose it is; null where it opens nothing.</param>
/// <param name="Audiences">For which of the audiences that were asked for it is meant.</param>
/// <param name="Error">Why it opens nothing; may be empty.</param>
internal sealed record TokenAnswer(ApiUser? User, IReadOnlyList<string> Audiences, string Error)
{
    public static TokenAnswer Refused(string error) => new(null, [], error);
}
