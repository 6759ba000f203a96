using System.Collections.Immutable;
using Fairway.Kube.Pods.Objects;

namespace Fairway.Twin.Behaviour.Endpoints;

/// <summary>Mirrors Endpoints that somebody wrote by hand, for a Service without a selector, into slices.</summary>
internal static class MirrorPlanner
{
    public static ImmutableArray<SliceAction> Plan(MirrorObservation seen)
    {
        var slices = seen.Slices.Where(s => !s.Meta.IsDeleting).ToImmutableArray();
        if (seen is not { Service: { Selector: null }, Endpoints: { } endpoints } || !IsMirrored(endpoints))
        {
            return [.. slices.Select(s => new SliceAction.Delete(s.Meta, "nothing to mirror"))];
        }

        var known = slices.ToLookup(KeyOf, StringComparer.Ordinal);
        var groups = Groups(endpoints);
        return
        [
            .. groups.SelectMany(g => OfGroup(g, [.. known[KeyOf(g)]], endpoints)),
            .. known.Where(k => groups.All(g => KeyOf(g) != k.Key)).SelectMany(k => k)
                .Select(s => new SliceAction.Delete(s.Meta, "ports that are no longer there")),
        ];
    }

    private static bool IsMirrored(EndpointsView endpoints) =>
        endpoints.Meta.Labels[EndpointsView.SkipMirror] != "true"
        && !endpoints.Meta.Annotations.Has(EndpointsView.Leader);

    private static IEnumerable<SliceAction> OfGroup(
        Group group, ImmutableArray<SliceView> slices, EndpointsView endpoints)
    {
        var wanted = Wanted(endpoints, group);
        if (slices is not [var first, .. var rest])
        {
            return endpoints.Meta.IsDeleting ? [] : [wanted.Create(group.Endpoints, "endpoints to mirror")];
        }

        var gone = rest.Select(s => new SliceAction.Delete(s.Meta, "one slice is enough"));
        return wanted.Labelled(first) && group.Endpoints.SequenceEqual(first.Endpoints)
            ? gone
            : gone.Prepend<SliceAction>(wanted.Update(first, group.Endpoints, "endpoints changed"));
    }

    private static SliceWanted Wanted(EndpointsView endpoints, Group group) => new(
        endpoints.Meta, OwnerReference.ControllerOf("v1", "Endpoints", endpoints.Meta), group.Family)
    {
        Labels = endpoints.Meta.Labels
            .With(SliceView.ServiceLabel, endpoints.Meta.Name)
            .With(SliceView.ManagerLabel, SliceView.Mirror),
        Annotations = endpoints.Meta.Annotations.Without(EndpointsView.ChangeTime),
        Ports = group.Ports,
    };

    private static ImmutableArray<Group> Groups(EndpointsView endpoints) =>
    [
        .. SubsetPacker.Repack(endpoints.Subsets).SelectMany(subset => subset.Ready
            .Select(a => (Address: a, Ready: true))
            .Concat(subset.NotReady.Select(a => (Address: a, Ready: false)))
            .Take(SubsetPacker.Most)
            .GroupBy(a => BackingPod.FamilyOf(a.Address.Ip) ?? "", StringComparer.Ordinal)
            .Where(g => g.Key.Length > 0)
            .Select(g => new Group(g.Key, subset.Ports, [.. g.Select(a => Mirrored(a.Address, a.Ready))]))),
    ];

    private static SliceEndpoint Mirrored(EndpointAddress address, bool ready) => new(address.Ip, ready)
    {
        Target = address.Target,
        NodeName = address.NodeName,
        Hostname = address.Hostname,
    };

    private static string KeyOf(SliceView slice) => $"{slice.AddressType} {EndpointPort.KeyOf(slice.Ports)}";

    private static string KeyOf(Group group) => $"{group.Family} {EndpointPort.KeyOf(group.Ports)}";

    private sealed record Group(
        string Family, ImmutableArray<EndpointPort> Ports, ImmutableArray<SliceEndpoint> Endpoints);
}
