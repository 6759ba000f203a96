using System.Text.Json;
using System.Text.Json.Nodes;
using Fairway.Kube;
using Fairway.Kube.Pods.Requests;

namespace Fairway.Twin.Behaviour.Access;

/// <summary>A secret that is to hold a token, and the uid of its service account; null where there is none.</summary>
internal sealed record TokenObservation(SecretView Secret, string? AccountUid);

/// <summary>Looks at secrets that are to hold tokens.</summary>
internal sealed class TokenObserver(AccessCaches caches, IKubeApi api)
{
    /// <summary>Null where the secret is not to hold a token, or is not there.</summary>
    public async Task<TokenObservation?> ObserveAsync(ObjectKey key, CancellationToken cancel)
    {
        if (caches.Secrets.Find(key)?.Value is not { Account: { } account } secret)
        {
            return null;
        }

        // From the API itself: a cache may not have the newest account yet, and a secret would be deleted for it.
        var request = Request.Get(
            TokenRequests.Agent, CoreResources.ServiceAccounts, new ObjectKey(key.Namespace, account));
        var response = await api.SendAsync(request, cancel);
        if (response.Status == 404)
        {
            return new TokenObservation(secret, null);
        }

        response.EnsureSuccess();
        var reader = new Utf8JsonReader(response.Body);
        var uid = JsonNode.Parse(ref reader)?["metadata"]?["uid"]?.GetValue<string>();
        return new TokenObservation(secret, uid);
    }
}
