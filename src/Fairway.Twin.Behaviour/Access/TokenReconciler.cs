using System.Text;
using System.Text.Json.Nodes;
using Fairway.Kube;
using Fairway.Kube.Controllers;
using Fairway.Twin.Behaviour.Requests;
using Fairway.Twin.Behaviour.Running;

namespace Fairway.Twin.Behaviour.Access;

/// <summary>Puts tokens into the secrets that ask for them, as clusters have done of old.</summary>
internal sealed class TokenReconciler(
    AccessCaches caches, IKubeApi api, IClusterSigner signer, string rootCertificate) : IReconciler
{
    private const string Agent = "kube-controller-manager";

    public async Task<Outcome> ReconcileAsync(ObjectKey key, CancellationToken cancel)
    {
        if (caches.Secrets.Find(key)?.Value is { Account: { } account } secret)
        {
            var uid = await UidAsync(new ObjectKey(key.Namespace, account), cancel);
            await ActAsync(TokenPlanner.Plan(secret, uid), secret, uid, cancel);
        }

        return Outcome.Settled;
    }

    private async Task ActAsync(TokenAction action, SecretView secret, string? uid, CancellationToken cancel)
    {
        var request = action switch
        {
            TokenAction.Fill => Request.Merge(Agent, KubeResources.Secrets, secret.Meta.Key, Filled(secret, uid!)),
            TokenAction.Delete => Request.Delete(Agent, KubeResources.Secrets, secret.Meta, new DeleteHow()),
            _ => null,
        };
        if (request is not null)
        {
            await api.SendAllAsync([request], cancel);
        }
    }

    private JsonObject Filled(SecretView secret, string uid)
    {
        var meta = secret.Meta;
        var token = signer.SignToken(
            new SecretToken(meta.Namespace ?? "", secret.Account!, uid, meta.Name, meta.Uid));
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

    /// <summary>The uid of a service account, from the API itself: a cache may not have the newest yet.</summary>
    private async Task<string?> UidAsync(ObjectKey account, CancellationToken cancel)
    {
        var response = await api.SendAsync(Request.Get(Agent, CoreResources.ServiceAccounts, account), cancel);
        if (response.Status == 404)
        {
            return null;
        }

        response.EnsureSuccess();
        var reader = new System.Text.Json.Utf8JsonReader(response.Body);
        return JsonNode.Parse(ref reader)?["metadata"]?["uid"]?.GetValue<string>();
    }

    private static string Encoded(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
