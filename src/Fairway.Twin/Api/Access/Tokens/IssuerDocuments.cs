using System.Text.Json.Nodes;
using Fairway.Kube;
using Fairway.Schema.Json;

namespace Fairway.Twin.Api.Access.Tokens;

/// <summary>
/// What others need to check the tokens of a cluster by themselves (OpenID Connect Discovery 1.0): who issues them, and
/// with which key.
/// </summary>
internal sealed class IssuerDocuments(AccessOptions options, string serverAddress)
{
    /// <summary>The document at a path; null where there is none.</summary>
    public KubeResponse? Find(KubeRequest request, string[] parts) => parts switch
    {
        _ when request.Method != "GET" => null,
        [".well-known", "openid-configuration"] => Answer("application/json", new JsonObject
        {
            ["issuer"] = options.Issuer,
            ["jwks_uri"] = $"https://{serverAddress}/openid/v1/jwks",
            ["response_types_supported"] = new JsonArray("id_token"),
            ["subject_types_supported"] = new JsonArray("public"),
            ["id_token_signing_alg_values_supported"] = new JsonArray("ES256"),
        }),
        ["openid", "v1", "jwks"] => Answer("application/jwk-set+json", new JsonObject
        {
            ["keys"] = new JsonArray(options.TokenKey.PublicKey()),
        }),
        _ => null,
    };

    private static KubeResponse Answer(string contentType, JsonObject document) => new()
    {
        Status = 200,
        ContentType = contentType,
        Body = new(JsonText.Write(document)),
    };
}
