using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;
using Fairway.Kube.Pods.Objects;

namespace Fairway.Twin.Behaviour.Endpoints;

/// <summary>A pod that a Service selects. <paramref name="Node"/> is null where its node is not there.</summary>
internal sealed record BackingPod(PodView Pod, NodeView? Node)
{
    private const string ZoneLabel = "topology.kubernetes.io/zone";

    public string? Zone => Node?.Meta.Labels[ZoneLabel];

    /// <summary>True where the pod has an address and may still answer.</summary>
    public bool Answers(bool orTerminating) =>
        !Pod.IsTerminal && Pod.PodIp is not null && (orTerminating || !Pod.Meta.IsDeleting);

    /// <summary>The pod's addresses of a family: IPv4 or IPv6.</summary>
    public ImmutableArray<string> Addresses(string family) =>
        [.. Pod.MorePodIps.Prepend(Pod.PodIp ?? "").Where(ip => FamilyOf(ip) == family)];

    /// <summary>The name under which the Service knows the pod, or null.</summary>
    public string? HostnameIn(ServiceView service) =>
        Pod.Spec.Subdomain == service.Meta.Name && Pod.Spec.Hostname is { Length: > 0 } name ? name : null;

    /// <summary>The ports of the Service that lead to the pod.</summary>
    public ImmutableArray<EndpointPort> Ports(ServiceView service) =>
    [
        .. service.Ports
            .Select(p => (Port: p, Number: p.In(Pod.Spec)))
            .Where(p => p.Number is not null)
            .Select(p => new EndpointPort(p.Port.Name, p.Port.Protocol, p.Number, p.Port.AppProtocol)),
    ];

    /// <summary>IPv4 or IPv6; null for what is no address.</summary>
    public static string? FamilyOf(string address) => IPAddress.TryParse(address, out var ip)
        ? ip.AddressFamily == AddressFamily.InterNetwork ? "IPv4" : "IPv6"
        : null;

    /// <summary>True where a change of a pod may change what Services lead to.</summary>
    public static bool Matters(PodView? before, PodView? after) =>
        before is null || after is null
        || before.PodIp != after.PodIp
        || before.IsReady != after.IsReady
        || before.IsTerminal != after.IsTerminal
        || before.NodeName != after.NodeName
        || before.Meta.IsDeleting != after.Meta.IsDeleting
        || !before.Meta.Labels.Equals(after.Meta.Labels);
}
