using System.Collections.Immutable;
using Fairway.Kube.Pods.Objects;

namespace Fairway.Twin.Behaviour.Endpoints;

/// <summary>
/// Keeps the EndpointSlices of a Service: for each family of addresses and each set of ports as few as there is need
/// for, and one empty one where there are no pods.
/// </summary>
internal static class SlicePlanner
{
    private static readonly string[] Families = ["IPv4", "IPv6"];

    public static ImmutableArray<SliceAction> Plan(SliceObservation seen)
    {
        var families = FamiliesOf(seen.Service);
        var slices = seen.Slices.Where(s => !s.Meta.IsDeleting).ToImmutableArray();
        return
        [
            .. families.SelectMany(family => OfFamily(seen, family, [.. slices.Where(s => s.AddressType == family)])),
            .. slices.Where(s => !families.Contains(s.AddressType))
                .Select(s => new SliceAction.Delete(s.Meta, "a family that the service no longer has")),
        ];
    }

    private static IEnumerable<SliceAction> OfFamily(
        SliceObservation seen, string family, ImmutableArray<SliceView> slices)
    {
        var wanted = Wanted(seen.Service, family);
        var strangers = slices.Where(s => !IsOwned(s, seen.Service)).ToImmutableArray();
        var groups = Groups(seen, family);
        var known = slices.Where(s => IsOwned(s, seen.Service))
            .ToLookup(s => EndpointPort.KeyOf(s.Ports), StringComparer.Ordinal);
        ImmutableArray<SliceAction> actions =
        [
            .. groups.SelectMany(g => SlicePacker.Pack(wanted with { Ports = g.Ports }, known[g.Key], g.Endpoints)),
            .. known.Where(k => groups.All(g => g.Key != k.Key)).SelectMany(k => k)
                .Concat(strangers)
                .Select(s => new SliceAction.Delete(s.Meta, "ports that the service no longer leads to")),
        ];
        var gone = actions.OfType<SliceAction.Delete>().ToArray();
        if (gone.Length < slices.Length || actions.OfType<SliceAction.Create>().Any())
        {
            return actions;
        }

        // An empty slice tells clients that the service has no endpoints.
        return slices is [var only] && IsPlaceholder(only, wanted) && IsOwned(only, seen.Service)
            ? []
            : actions.Add(wanted.Create([], "a service without endpoints"));
    }

    private static bool IsPlaceholder(SliceView slice, SliceWanted wanted) =>
        slice.Ports.IsEmpty && slice.Endpoints.IsEmpty && wanted.Labelled(slice);

    private static ImmutableArray<Group> Groups(SliceObservation seen, string family) =>
    [
        .. seen.Pods
            .Where(p => p.Answers(orTerminating: true)
                && (p.Node is not null || seen.Service.PublishesNotReady))
            .Select(p => (Pod: p, Ports: p.Ports(seen.Service)))
            .GroupBy(p => EndpointPort.KeyOf(p.Ports), StringComparer.Ordinal)
            .OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => new Group(
                g.Key,
                g.First().Ports,
                [
                    .. g.Select(p => Endpoint(p.Pod, seen.Service, family)).OfType<SliceEndpoint>()
                        .DistinctBy(e => e.Key),
                ]))
            .Where(g => !g.Endpoints.IsEmpty),
    ];

    private static SliceEndpoint? Endpoint(BackingPod pod, ServiceView service, string family)
    {
        var addresses = pod.Addresses(family);
        if (addresses.IsEmpty)
        {
            return null;
        }

        var serving = pod.Pod.IsReady;
        var terminating = pod.Pod.Meta.IsDeleting;
        var endpoint = new SliceEndpoint(
            string.Join(',', addresses), service.PublishesNotReady || (serving && !terminating))
        {
            Serving = serving,
            Terminating = terminating,
            Target = EndpointTarget.Of(pod.Pod),
            NodeName = pod.Pod.NodeName,
            Zone = pod.Zone,
            Hostname = pod.HostnameIn(service),
        };
        return Hinted(endpoint, service.Distribution);
    }

    private static SliceEndpoint Hinted(SliceEndpoint endpoint, string? distribution) => distribution switch
    {
        "PreferClose" or "PreferSameZone" when endpoint.Ready == true =>
            endpoint with { ZoneHints = endpoint.Zone ?? "" },
        "PreferSameNode" when endpoint.Ready == true =>
            endpoint with { ZoneHints = endpoint.Zone ?? "", NodeHints = endpoint.NodeName ?? "" },
        _ => endpoint,
    };

    private static SliceWanted Wanted(ServiceView service, string family)
    {
        var labels = service.Meta.Labels
            .Without(SliceView.ServiceLabel, SliceView.ManagerLabel, SliceView.HeadlessLabel)
            .With(SliceView.ServiceLabel, service.Meta.Name)
            .With(SliceView.ManagerLabel, SliceView.Controller);
        return new SliceWanted(
            service.Meta, OwnerReference.ControllerOf("v1", "Service", service.Meta), family)
        {
            Labels = service.IsHeadless ? labels.With(SliceView.HeadlessLabel, "") : labels,
        };
    }

    private static bool IsOwned(SliceView slice, ServiceView service) =>
        slice.Meta.Owners.Any(o => o is { Kind: "Service", ApiVersion: "v1" } && o.Uid == service.Meta.Uid);

    private static ImmutableArray<string> FamiliesOf(ServiceView service)
    {
        if (!service.Families.IsEmpty)
        {
            return [.. Families.Where(f => service.Families.Contains(f))];
        }

        return service.IsHeadless ? [.. Families] : [BackingPod.FamilyOf(service.ClusterIp) ?? "IPv4"];
    }

    private sealed record Group(
        string Key, ImmutableArray<EndpointPort> Ports, ImmutableArray<SliceEndpoint> Endpoints);
}
