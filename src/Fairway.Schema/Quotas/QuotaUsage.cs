using System.Globalization;
using System.Text.Json.Nodes;
using Fairway.Schema.Json;
using Fairway.Schema.Pods;
using Fairway.Schema.Quantities;

namespace Fairway.Schema.Quotas;

/// <summary>
/// What an object uses of the resources that quotas bound. Source of the rules: kubernetes/pkg/quota/v1/evaluator/core.
/// </summary>
public static class QuotaUsage
{
    private static readonly Quantity One = Quantity.Parse("1");

    // The core kinds whose number goes by their own name, too.
    private static readonly string[] Aliases =
        ["configmaps", "resourcequotas", "replicationcontrollers", "secrets", "services", "persistentvolumeclaims"];

    /// <summary>What the object uses.</summary>
    public static SortedDictionary<string, Quantity> Of(string qualifiedName, JsonObject obj)
    {
        var usage = new SortedDictionary<string, Quantity>(StringComparer.Ordinal)
        {
            [$"count/{qualifiedName}"] = One,
        };
        if (Aliases.Contains(qualifiedName))
        {
            usage[qualifiedName] = One;
        }

        switch (qualifiedName)
        {
            case "pods":
                AddPod(usage, obj);
                break;
            case "services":
                AddService(usage, obj["spec"] as JsonObject ?? []);
                break;
            case "persistentvolumeclaims":
                AddClaim(usage, obj["spec"] as JsonObject ?? []);
                break;
            default:
                break;
        }

        return usage;
    }

    /// <summary>What requests and limits count as, under each name that a quota may give them.</summary>
    public static SortedDictionary<string, Quantity> OfCompute(
        IReadOnlyDictionary<string, Quantity> requests, IReadOnlyDictionary<string, Quantity> limits)
    {
        var usage = new SortedDictionary<string, Quantity>(StringComparer.Ordinal);
        foreach (var (name, quantity) in requests)
        {
            if (IsPlain(name))
            {
                usage[name] = quantity;
            }

            if (IsPlain(name) || name.Contains('/', StringComparison.Ordinal))
            {
                usage[$"requests.{name}"] = quantity;
            }
        }

        foreach (var (name, quantity) in limits.Where(l => l.Key is "cpu" or "memory" or "ephemeral-storage"))
        {
            usage[$"limits.{name}"] = quantity;
        }

        return usage;
    }

    private static void AddPod(SortedDictionary<string, Quantity> usage, JsonObject pod)
    {
        if (pod["status"]?["phase"]?.GetValue<string>() is "Succeeded" or "Failed")
        {
            return;
        }

        usage["pods"] = One;
        var spec = pod["spec"] as JsonObject ?? [];
        var (requests, limits) =
            (PodResources.Total(spec, "requests", true), PodResources.Total(spec, "limits", true));
        foreach (var (name, quantity) in OfCompute(requests, limits))
        {
            usage[name] = quantity;
        }
    }

    private static void AddService(SortedDictionary<string, Quantity> usage, JsonObject spec)
    {
        var ports = (spec["ports"] as JsonArray ?? []).OfType<JsonObject>().ToList();
        var type = JsonFields.Text(spec, "type");
        var allocates = spec["allocateLoadBalancerNodePorts"]?.GetValue<bool>() != false;
        var nodePorts = type switch
        {
            "NodePort" => ports.Count,
            "LoadBalancer" => allocates ? ports.Count : ports.Count(p => JsonFields.Number(p, "nodePort") != 0),
            _ => 0,
        };
        usage["services.nodeports"] = Quantity.Parse(nodePorts.ToString(CultureInfo.InvariantCulture));
        usage["services.loadbalancers"] = type == "LoadBalancer" ? One : default;
    }

    private static void AddClaim(SortedDictionary<string, Quantity> usage, JsonObject spec)
    {
        var storage = $"{spec["resources"]?["requests"]?["storage"]}";
        var hasStorage = Quantity.TryParse(storage, out var asked, out _);
        if (hasStorage)
        {
            usage["requests.storage"] = asked;
        }

        if (JsonFields.Text(spec, "storageClassName") is { Length: > 0 } name)
        {
            var suffix = $"{name}.storageclass.storage.k8s.io";
            usage[$"{suffix}/persistentvolumeclaims"] = One;
            if (hasStorage)
            {
                usage[$"{suffix}/requests.storage"] = asked;
            }
        }
    }

    private static bool IsPlain(string name) => name is "cpu" or "memory" or "ephemeral-storage"
        || name.StartsWith("hugepages-", StringComparison.Ordinal);
}
