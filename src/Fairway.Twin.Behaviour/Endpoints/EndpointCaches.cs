using Fairway.Kube;
using Fairway.Kube.Caching;
using Fairway.Kube.Pods.Objects;
using Fairway.Kube.Pods.Requests;
using Fairway.Twin.Behaviour.Running;

namespace Fairway.Twin.Behaviour.Endpoints;

/// <summary>Services and where they lead.</summary>
internal sealed class EndpointCaches
{
    private const string ByNamespace = "namespace";
    private const string ByService = "service";

    private EndpointCaches(CacheMaker maker)
    {
        Services = maker.Make(KubeResources.Services, ServiceView.Read);
        Services.AddIndex(ByNamespace, item => item.Value.HasEndpoints ? [item.Key.Namespace ?? ""] : []);
        Endpoints = maker.Make(CoreResources.Endpoints, EndpointsView.Read);
        Slices = maker.Make(CoreResources.EndpointSlices, SliceView.Read);
        Slices.AddIndex(ByService, item => item.Value.Service is { } name ? [$"{item.Key.Namespace}/{name}"] : []);
    }

    public ObjectCache<ServiceView> Services { get; }

    public ObjectCache<EndpointsView> Endpoints { get; }

    public ObjectCache<SliceView> Slices { get; }

    /// <summary>Null where the cluster does not serve all three.</summary>
    public static EndpointCaches? IfServed(CacheMaker maker) =>
        maker.Serves(KubeResources.Services, CoreResources.Endpoints, CoreResources.EndpointSlices)
            ? new EndpointCaches(maker)
            : null;

    /// <summary>The slices of a Service that one controller manages, by name.</summary>
    public IEnumerable<SliceView> SlicesOf(ObjectKey service, string manager) =>
        Slices.Lookup(ByService, service.ToString()).Select(s => s.Value).Where(s => s.Manager == manager);

    /// <summary>The Services of which one of these two states of a pod is a part.</summary>
    public IEnumerable<ObjectKey> Selecting(PodView? before, PodView? after)
    {
        var ns = (after ?? before)?.Meta.Namespace ?? "";
        return Services.Lookup(ByNamespace, ns)
            .Where(s => Selects(s.Value, after) || Selects(s.Value, before))
            .Select(s => s.Key);
    }

    private static bool Selects(ServiceView service, PodView? pod) => pod is not null && service.Selects(pod);
}
