using System.Text.Json.Nodes;

namespace Fairway.Schema.Defaults;

/// <summary>
/// Services: affinity, ports and traffic policies follow from the type. Addresses and node ports are the server's to
/// give.
/// </summary>
internal static class ServiceDefaults
{
    /// <summary>Three hours, in seconds.</summary>
    private const long AffinityTimeout = 10800;

    public static void Apply(JsonObject service)
    {
        var spec = service.Need("spec");
        ApplyAffinity(spec);
        foreach (var port in spec.Each("ports"))
        {
            if (port["targetPort"] is null || port["targetPort"]!.ToJsonString() is "0" or "\"\"")
            {
                port["targetPort"] = port["port"]?.DeepClone();
            }
        }

        var type = spec.Text("type");
        if (type is "NodePort" or "LoadBalancer")
        {
            spec.Default("externalTrafficPolicy", JsonValue.Create("Cluster"));
        }

        if (type is "NodePort" or "LoadBalancer" or "ClusterIP")
        {
            spec.Default("internalTrafficPolicy", JsonValue.Create("Cluster"));
        }

        if (type == "LoadBalancer")
        {
            spec.Default("allocateLoadBalancerNodePorts", JsonValue.Create(true));
            ApplyAddressMode(service);
        }
    }

    private static void ApplyAffinity(JsonObject spec)
    {
        if (spec.Text("sessionAffinity") == "None")
        {
            spec.Remove("sessionAffinityConfig");
        }
        else if (spec.Text("sessionAffinity") == "ClientIP")
        {
            var client = spec.Need("sessionAffinityConfig").Need("clientIP");
            client.Default("timeoutSeconds", JsonValue.Create(AffinityTimeout));
        }
    }

    private static void ApplyAddressMode(JsonObject service)
    {
        foreach (var ingress in service.Child("status")?.Child("loadBalancer")?.Each("ingress") ?? [])
        {
            if (ingress.Text("ip").Length > 0)
            {
                ingress.Default("ipMode", JsonValue.Create("VIP"));
            }
        }
    }
}
