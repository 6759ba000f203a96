using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Fairway.Kube.Pods.Objects;

namespace Fairway.Twin.Behaviour.Endpoints;

/// <summary>Keeps the Endpoints of a Service that has a selector, and removes them with the Service.</summary>
internal static class EndpointsPlanner
{
    public static EndpointsPlan Plan(EndpointsObservation seen) => seen switch
    {
        { Service: null, Current: null } => EndpointsPlan.Nothing,

        // Leaders once kept their records in Endpoints without a service.
        { Service: null, Current: { } left } =>
            new EndpointsPlan { Delete = !left.Meta.Annotations.Has(EndpointsView.Leader) },
        { Service: { HasEndpoints: true } service } => Keep(service, seen),
        _ => EndpointsPlan.Nothing,
    };

    private static EndpointsPlan Keep(ServiceView service, EndpointsObservation seen)
    {
        var packed = SubsetPacker.Pack(seen.Pods
            .Where(p => p.Answers(service.PublishesNotReady))
            .SelectMany(p => Of(p, service)));
        var tooMany = packed.Sum(s => s.Ready.Length + s.NotReady.Length) > SubsetPacker.Most;
        var subsets = tooMany ? SubsetPacker.Cut(packed) : packed;
        var labels = service.Meta.Labels.With(EndpointsView.ManagerLabel, EndpointsView.Manager);
        labels = service.IsHeadless
            ? labels.With(SliceView.HeadlessLabel, "")
            : labels.Without(SliceView.HeadlessLabel);
        var wanted = Written(subsets, labels, tooMany);
        if (seen.Current is not { } current)
        {
            wanted["apiVersion"] = "v1";
            wanted["kind"] = "Endpoints";
            wanted["metadata"]!["name"] = service.Meta.Name;
            return new EndpointsPlan { Create = wanted };
        }

        var wasTooMany = current.Meta.Annotations.Has(EndpointsView.OverCapacity);
        var was = Written(current.Subsets, current.Meta.Labels, wasTooMany);
        return MergePatch.Between(was, wanted) is { } patch
            ? new EndpointsPlan { Patch = Guarded(patch, current.Meta) }
            : EndpointsPlan.Nothing;
    }

    private static IEnumerable<(EndpointAddress Address, bool Ready, EndpointPort? Port)> Of(
        BackingPod pod, ServiceView service)
    {
        // Endpoints hold one family: the service's first.
        var family = service.Families is [var first, ..] ? first : BackingPod.FamilyOf(service.ClusterIp) ?? "IPv4";
        if (pod.Addresses(family) is not [var ip, ..])
        {
            return [];
        }

        var address = new EndpointAddress(ip)
        {
            Hostname = pod.HostnameIn(service),
            NodeName = pod.Pod.NodeName,
            Target = EndpointTarget.Of(pod.Pod),
        };
        var ready = service.PublishesNotReady || pod.Pod.IsReady;
        EndpointPort?[] ports = service.Ports.IsEmpty && service.IsHeadless ? [null] : [.. pod.Ports(service)];
        return ports.Select(port => (address, ready, port));
    }

    private static JsonObject Written(ImmutableArray<EndpointSubset> subsets, StringMap labels, bool tooMany)
    {
        var metadata = new JsonObject { ["labels"] = labels.ToJson() };
        if (tooMany)
        {
            metadata["annotations"] = new JsonObject { [EndpointsView.OverCapacity] = "truncated" };
        }

        var body = new JsonObject { ["metadata"] = metadata };
        if (!subsets.IsEmpty)
        {
            body["subsets"] = new JsonArray([.. subsets.Select(s => s.ToJson())]);
        }

        return body;
    }

    private static JsonObject Guarded(JsonObject patch, ObjectMeta current)
    {
        var metadata = patch["metadata"] as JsonObject ?? [];
        metadata["resourceVersion"] = current.ResourceVersion;
        patch["metadata"] = metadata;
        return patch;
    }
}
