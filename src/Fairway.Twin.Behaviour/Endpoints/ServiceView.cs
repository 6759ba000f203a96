using System.Collections.Immutable;
using System.Text.Json;
using Fairway.Kube.Pods.Objects;

namespace Fairway.Twin.Behaviour.Endpoints;

/// <summary>What controllers keep of a Service.</summary>
internal sealed record ServiceView : IObjectView
{
    public required ObjectMeta Meta { get; init; }

    /// <summary>Labels of its pods; null where somebody else says where it leads.</summary>
    public StringMap? Selector { get; init; }

    public ImmutableArray<ServicePort> Ports { get; init; } = [];

    public string ClusterIp { get; init; } = "";

    public string Type { get; init; } = "ClusterIP";

    /// <summary>IPv4, IPv6 or both.</summary>
    public ImmutableArray<string> Families { get; init; } = [];

    public bool PublishesNotReady { get; init; }

    /// <summary>Where traffic is to go by preference, or null.</summary>
    public string? Distribution { get; init; }

    public bool IsHeadless => ClusterIp is "" or "None";

    /// <summary>True where controllers say where it leads.</summary>
    public bool HasEndpoints => Selector is not null && Type != "ExternalName";

    public static ServiceView Read(JsonElement service)
    {
        var spec = service.Child("spec");
        var selector = StringMap.Read(spec.Child("selector"));
        return new ServiceView
        {
            Meta = ObjectMeta.Read(service),
            Selector = selector.Count == 0 ? null : selector,
            Ports = [.. spec.Items("ports").Select(ServicePort.Read)],
            ClusterIp = spec.Text("clusterIP") ?? "",
            Type = spec.Text("type") ?? "ClusterIP",
            Families = spec?.Texts("ipFamilies") ?? [],
            PublishesNotReady = spec.Flag("publishNotReadyAddresses"),
            Distribution = spec.Text("trafficDistribution"),
        };
    }

    public bool Selects(PodView pod)
    {
        if (!HasEndpoints)
        {
            return false;
        }

        foreach (var (key, value) in Selector!)
        {
            if (pod.Meta.Labels[key] != value)
            {
                return false;
            }
        }

        return true;
    }
}
