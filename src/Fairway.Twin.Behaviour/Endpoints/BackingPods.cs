using System.Collections.Immutable;
using Fairway.Kube;
using Fairway.Twin.Behaviour.Running;

namespace Fairway.Twin.Behaviour.Endpoints;

/// <summary>Finds the pods behind a Service.</summary>
internal static class BackingPods
{
    public static ImmutableArray<BackingPod> Of(ServiceView? service, ClusterCaches caches) =>
        service is not { HasEndpoints: true }
            ? []
            :
            [
                .. caches.PodsIn(service.Meta.Namespace)
                    .Where(service.Selects)
                    .Select(pod => new BackingPod(
                        pod,
                        pod.NodeName is { } node ? caches.Nodes.Find(new ObjectKey(null, node))?.Value : null)),
            ];
}
