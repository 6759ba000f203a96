using System.Text.Json.Nodes;
using Fairway.Twin.Api.Errors;
using Fairway.Twin.Api.Objects;

namespace Fairway.Twin.Api.Access.Tokens;

/// <summary>Says whose a token is: one that was given out by other means, or a service account's.</summary>
internal sealed class TokenAuthenticator(ServiceAccountTokens accounts, AccessOptions options)
{
    private const string Invalid = "invalid bearer token";

    /// <summary>Whose token it is.</summary>
    /// <param name="token">The token.</param>
    /// <param name="asked">The audiences that are asked for; none means the API.</param>
    public TokenAnswer Authenticate(string token, IReadOnlyList<string> asked)
    {
        IReadOnlyList<string> audiences = asked.Count > 0 ? asked : [options.Issuer];
        if (options.KnownTokens(token) is { } known)
        {
            return audiences.Contains(options.Issuer)
                ? new TokenAnswer(known, [options.Issuer], "")
                : TokenAnswer.Refused(Invalid);
        }

        var answer = accounts.Authenticate(token, audiences);
        return answer.User is not null || answer.Error.Length == 0
            ? answer with { Error = answer.User is null ? Invalid : "" }
            : answer with { Error = $"[{Invalid}, {answer.Error}]" };
    }

    /// <summary>Answers a TokenReview.</summary>
    /// <exception cref="ApiFailure">400 where it has no token.</exception>
    public JsonObject Review(JsonObject review)
    {
        var spec = review["spec"] as JsonObject ?? [];
        var token = ObjectMeta.Text(spec, "token");
        if (token.Length == 0)
        {
            throw ApiFailure.BadRequest("token is required for TokenReview in authentication");
        }

        var answer = Authenticate(token, ReviewedUser.Texts(spec["audiences"]));
        var status = new JsonObject();
        if (answer.User is not null)
        {
            status["authenticated"] = true;
        }

        status["user"] = answer.User is null ? new JsonObject() : ReviewedUser.Write([], answer.User);
        if (answer.Audiences.Count > 0)
        {
            status["audiences"] = ReviewedUser.List(answer.Audiences);
        }

        if (answer.Error.Length > 0)
        {
            status["error"] = answer.Error;
        }

        review["status"] = status;
        return review;
    }
}
