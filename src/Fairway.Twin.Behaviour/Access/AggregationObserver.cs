using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using Fairway.Kube;
using Fairway.Kube.Pods.Requests;

namespace Fairway.Twin.Behaviour.Access;

/// <summary>Reads the rules of a role that collects others, and of those.</summary>
internal sealed class AggregationObserver(AccessCaches caches, IKubeApi api)
{
    /// <summary>Null where the role collects no others, or is not there.</summary>
    public async Task<AggregationObservation?> ObserveAsync(ObjectKey key, CancellationToken cancel)
    {
        if (caches.Roles.Find(key)?.Value is not { Collects.Length: > 0 } role)
        {
            return null;
        }

        var names = role.Collects
            .SelectMany(selector => caches.Roles.All
                .Where(r => r.Key.Name != role.Meta.Name && selector.Matches(r.Value.Meta.Labels))
                .Select(r => r.Key.Name)
                .Order(StringComparer.Ordinal))
            .ToArray();
        var sources = ImmutableArray.CreateBuilder<ImmutableArray<JsonNode>>();
        foreach (var name in names)
        {
            sources.Add(await RulesAsync(name, cancel));
        }

        return new AggregationObservation(key, await RulesAsync(key.Name, cancel), sources.ToImmutable());
    }

    private async Task<ImmutableArray<JsonNode>> RulesAsync(string name, CancellationToken cancel)
    {
        var key = new ObjectKey(null, name);
        var request = Request.Get(AggregationRequests.Agent, AccessCaches.ClusterRoles, key);
        var response = await api.SendAsync(request, cancel);
        if (response.Status == 404)
        {
            return [];
        }

        response.EnsureSuccess();
        var reader = new Utf8JsonReader(response.Body);
        return [.. (JsonNode.Parse(ref reader)?["rules"] as JsonArray ?? []).OfType<JsonNode>()];
    }
}

/// <summary>The request that a plan comes to.</summary>
internal static class AggregationRequests
{
    public const string Agent = "clusterrole-aggregation-controller";

    public static IEnumerable<KubeRequest> Of(ObjectKey role, JsonObject? patch) =>
        patch is null ? [] : [Request.Merge(Agent, AccessCaches.ClusterRoles, role, patch)];
}
