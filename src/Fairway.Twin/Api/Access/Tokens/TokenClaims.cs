using System.Globalization;
using System.Text.Json.Nodes;
using Fairway.Twin.Api.Objects;

namespace Fairway.Twin.Api.Access.Tokens;

/// <summary>An object that a token names: it is good only as long as that object is there.</summary>
internal readonly record struct TokenReference(string Name, string Uid)
{
    public JsonObject ToJson()
    {
        var shown = new JsonObject { ["name"] = Name };
        if (Uid.Length > 0)
        {
            shown["uid"] = Uid;
        }

        return shown;
    }

    public static TokenReference? Read(JsonNode? node) => node is JsonObject reference
        ? new(ObjectMeta.Text(reference, "name"), ObjectMeta.Text(reference, "uid"))
        : null;
}

/// <summary>What a token of a service account says. Times are seconds since 1970.</summary>
internal sealed record TokenClaims(string Namespace, TokenReference ServiceAccount)
{
    private const string Private = "kubernetes.io";

    public string Issuer { get; init; } = "";

    public string Subject { get; init; } = "";

    public string Id { get; init; } = "";

    public IReadOnlyList<string> Audiences { get; init; } = [];

    public long? Expiry { get; init; }

    public long? NotBefore { get; init; }

    public long? IssuedAt { get; init; }

    public TokenReference? Pod { get; init; }

    public TokenReference? Secret { get; init; }

    public TokenReference? Node { get; init; }

    /// <summary>When to warn that the token should have been renewed; null for never.</summary>
    public long? WarnAfter { get; init; }

    public JsonObject ToJson()
    {
        var inner = new JsonObject { ["namespace"] = Namespace };
        Add(inner, "node", Node);
        Add(inner, "pod", Pod);
        Add(inner, "secret", Secret);
        inner["serviceaccount"] = ServiceAccount.ToJson();
        Add(inner, "warnafter", WarnAfter);
        var outer = new JsonObject();
        if (Audiences.Count > 0)
        {
            outer["aud"] = ReviewedUser.List(Audiences);
        }

        Add(outer, "exp", Expiry);
        Add(outer, "iat", IssuedAt);
        outer["iss"] = Issuer;
        outer["jti"] = Id;
        outer[Private] = inner;
        Add(outer, "nbf", NotBefore);
        outer["sub"] = Subject;
        return outer;
    }

    /// <summary>Null where a claim is missing or has another type.</summary>
    public static TokenClaims? Read(JsonObject claims)
    {
        if (claims[Private] is not JsonObject inner || TokenReference.Read(inner["serviceaccount"]) is not { } account
            || !Seconds(claims, "exp", out var expiry) || !Seconds(claims, "nbf", out var start)
            || !Seconds(claims, "iat", out var issued) || AudiencesOf(claims["aud"]) is not { } audiences)
        {
            return null;
        }

        return new TokenClaims(ObjectMeta.Text(inner, "namespace"), account)
        {
            Issuer = ObjectMeta.Text(claims, "iss"),
            Subject = ObjectMeta.Text(claims, "sub"),
            Id = ObjectMeta.Text(claims, "jti"),
            Audiences = audiences,
            Expiry = expiry,
            NotBefore = start,
            IssuedAt = issued,
            Pod = TokenReference.Read(inner["pod"]),
            Secret = TokenReference.Read(inner["secret"]),
            Node = TokenReference.Read(inner["node"]),
        };
    }

    private static bool Seconds(JsonObject claims, string name, out long? seconds)
    {
        seconds = null;
        if (claims[name] is not { } found)
        {
            return true;
        }

        if (found is JsonValue value
            && long.TryParse(value.ToJsonString(), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            seconds = number;
        }

        return seconds is not null;
    }

    private static IReadOnlyList<string>? AudiencesOf(JsonNode? node) => node switch
    {
        null => [],
        JsonValue value when value.TryGetValue<string>(out var one) => [one],
        JsonArray list when list.All(a => a is JsonValue v && v.TryGetValue<string>(out _)) =>
            [.. list.Select(a => a!.GetValue<string>())],
        _ => null,
    };

    private static void Add(JsonObject target, string name, TokenReference? reference)
    {
        if (reference is { } there)
        {
            target[name] = there.ToJson();
        }
    }

    private static void Add(JsonObject target, string name, long? number)
    {
        if (number is not null)
        {
            target[name] = number;
        }
    }
}
