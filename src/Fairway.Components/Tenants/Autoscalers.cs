using System.Text.Json.Nodes;
using Fairway.Kube;
using Fairway.Kube.Requests;
using Fairway.Merge.Diffing;

namespace Fairway.Components.Tenants;

/// <summary>The HorizontalPodAutoscalers of a tenant cluster.</summary>
internal static class Autoscalers
{
    private const string ApiVersion = "autoscaling/v2";
    private const string Kind = "HorizontalPodAutoscaler";

    /// <summary>Those of these namespaces; none where the cluster does not serve the kind.</summary>
    public static async Task<IReadOnlyList<JsonObject>> ReadAsync(
        Tenant tenant, IReadOnlyList<string> namespaces, CancellationToken cancel)
    {
        var found = new List<JsonObject>();
        var kind = ObjectRef.Of(new JsonObject { ["apiVersion"] = ApiVersion, ["kind"] = Kind });
        if (tenant.Kinds.Find(kind) is not { } resource)
        {
            return found;
        }

        foreach (var ns in namespaces)
        {
            var answer = await tenant.Api.ListAsync(resource, new ListQuery { Namespace = ns }, cancel);
            foreach (var item in (answer.ReadNode()["items"] as JsonArray ?? []).OfType<JsonObject>())
            {
                (item["apiVersion"], item["kind"]) = (ApiVersion, Kind);
                found.Add(item);
            }
        }

        return found;
    }
}
