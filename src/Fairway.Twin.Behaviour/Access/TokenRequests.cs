using System.Text;
using System.Text.Json.Nodes;
using Fairway.Kube;
using Fairway.Kube.Pods.Requests;

namespace Fairway.Twin.Behaviour.Access;

/// <summary>The request that a plan comes to, with the token that is signed for it.</summary>
internal sealed class TokenRequests(IClusterSigner signer, string rootCertificate)
{
    public const string Agent = "kube-controller-manager";

    public IEnumerable<KubeRequest> Of(TokenObservation seen, TokenAction action) => action switch
    {
        TokenAction.Fill => [Request.Merge(Agent, KubeResources.Secrets, seen.Secret.Meta.Key, Filled(seen))],
        TokenAction.Delete => [Request.Delete(Agent, KubeResources.Secrets, seen.Secret.Meta, new DeleteHow())],
        _ => [],
    };

    private JsonObject Filled(TokenObservation seen)
    {
        var (meta, uid) = (seen.Secret.Meta, seen.AccountUid!);
        var token = signer.SignToken(
            new SecretToken(meta.Namespace ?? "", seen.Secret.Account!, uid, meta.Name, meta.Uid));
        return new JsonObject
        {
            ["metadata"] = new JsonObject { ["annotations"] = new JsonObject { [SecretView.AccountUid] = uid } },
            ["data"] = new JsonObject
            {
                ["ca.crt"] = Encoded(rootCertificate),
                ["namespace"] = Encoded(meta.Namespace ?? ""),
                ["token"] = Encoded(token),
            },
        };
    }

    private static string Encoded(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
