using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Fairway.Kube;
using Fairway.Kube.Controllers;
using Fairway.Twin.Behaviour.Requests;
using Fairway.Twin.Behaviour.Running;

namespace Fairway.Twin.Behaviour.Access;

/// <summary>Fills a role that collects others.</summary>
internal sealed class AggregationReconciler(AccessCaches caches, IKubeApi api) : IReconciler
{
    private const string Agent = "clusterrole-aggregation-controller";

    public async Task<Outcome> ReconcileAsync(ObjectKey key, CancellationToken cancel)
    {
        if (caches.Roles.Find(key)?.Value is not { Collects.Length: > 0 } role)
        {
            return Outcome.Settled;
        }

        if (AggregationPlanner.Plan(await ObserveAsync(role, cancel)) is { } patch)
        {
            await api.SendAllAsync([Request.Merge(Agent, AccessCaches.ClusterRoles, key, patch)], cancel);
        }

        return Outcome.Settled;
    }

    private async Task<AggregationObservation> ObserveAsync(RoleView role, CancellationToken cancel)
    {
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

        return new AggregationObservation(await RulesAsync(role.Meta.Name, cancel), sources.ToImmutable());
    }

    private async Task<ImmutableArray<JsonNode>> RulesAsync(string name, CancellationToken cancel)
    {
        var key = new ObjectKey(null, name);
        var response = await api.SendAsync(Request.Get(Agent, AccessCaches.ClusterRoles, key), cancel);
        if (response.Status == 404)
        {
            return [];
        }

        response.EnsureSuccess();
        var reader = new System.Text.Json.Utf8JsonReader(response.Body);
        return [.. (JsonNode.Parse(ref reader)?["rules"] as JsonArray ?? []).OfType<JsonNode>()];
    }
}
