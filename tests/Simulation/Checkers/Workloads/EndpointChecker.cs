using System.Text.Json.Nodes;
using Fairway.Simulation.Fleets;
using Fairway.Twin.Storage;

namespace Fairway.Simulation.Checkers.Workloads;

/// <summary>EndpointSlices: what they call ready is, under the address that it has; and in the end each pod is there
/// once.</summary>
internal sealed class EndpointChecker : WorkloadChecker
{
    private const string Slices = "endpointslices.discovery.k8s.io";

    public override string Rule => "E, endpoints";

    public override void See(Change change)
    {
        if (change.Resource == Slices && change.Kind != StoreEventKind.Deleted && By(change, "endpointslice"))
        {
            foreach (var endpoint in Endpoints(change.Object).Where(IsReady))
            {
                SeeEndpoint(change, endpoint);
            }
        }
    }

    public override void SeeRest(string cluster)
    {
        foreach (var service in Mirror.All(cluster, "services").Where(one => one["spec"]?["selector"] is not null))
        {
            var named = Mirror.All(cluster, Slices)
                .Where(slice => NamespaceOf(slice) == NamespaceOf(service)
                    && Text(slice, "metadata", "labels", "kubernetes.io/service-name") == NameOf(service))
                .SelectMany(Endpoints).Where(IsReady)
                .Select(endpoint => Text(endpoint, "targetRef", "name")!)
                .Order(StringComparer.Ordinal).ToList();
            var wanted = Mirror.All(cluster, Pods)
                .Where(pod => NamespaceOf(pod) == NamespaceOf(service) && IsActive(pod) && SaysReady(pod)
                    && Selects(new JsonObject { ["matchLabels"] = service["spec"]!["selector"]!.DeepClone() }, pod))
                .Select(NameOf).Order(StringComparer.Ordinal).ToList();
            RequireAtRest(
                named.SequenceEqual(wanted),
                "E-2 each ready pod once", () => $"[{string.Join(' ', named)}] of [{string.Join(' ', wanted)}]");
        }
    }

    private void SeeEndpoint(Change change, JsonObject endpoint)
    {
        var name = Text(endpoint, "targetRef", "name") ?? "";
        var addresses = (endpoint["addresses"] as JsonArray ?? []).Select(one => (string?)one).ToList();
        var states = Past.Since(change.Cluster, Pods, Like(change, name), change.At - Lag).OfType<JsonObject>();
        Require(
            states.Any(pod => Uid(pod) == Text(endpoint, "targetRef", "uid") && SaysReady(pod) && !IsGoing(pod)
                && addresses.Contains(Text(pod, "status", "podIP"))),
            "E-1 only what is ready", () => $"{name} is not, or has another address", change);
    }

    private static JsonObject Like(Change change, string name) => new()
    {
        ["metadata"] = new JsonObject { ["namespace"] = change.Key.Namespace, ["name"] = name },
    };

    private static IEnumerable<JsonObject> Endpoints(JsonObject slice) =>
        (slice["endpoints"] as JsonArray)?.OfType<JsonObject>() ?? [];

    private static new bool IsReady(JsonObject endpoint) => Text(endpoint, "conditions", "ready") == "true";
}
