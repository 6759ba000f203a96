using Fairway.Kube;
using Fairway.Kube.Caching;
using Fairway.Kube.Controllers;
using Fairway.Kube.Pods.Objects;
using Fairway.Twin.Behaviour.Quotas;
using Fairway.Twin.Behaviour.Running;

namespace Fairway.Twin.Behaviour;

/// <summary>The controller that recounts quotas.</summary>
internal static class QuotaControllers
{
    private const string ByNamespace = "namespace";

    public static void Add(ControllerHost host, ClusterCaches caches, IKubeApi api, TimeProvider time)
    {
        if (caches.Quotas is { } quotas)
        {
            quotas.AddIndex(ByNamespace, item => [item.Key.Namespace ?? ""]);
            var writes = new OwnWrites();
            var through = writes.Through(api);
            host.Add(new ControllerDefinition(
                "resourcequota",
                new QuotaReconciler(quotas, new QuotaObserver(caches, through), through, time),
                [
                    ControllerSource.Self(quotas),
                    ControllerSource.Map(caches.Pods, change => Ended(quotas, change)),
                    .. caches.Lasting.Where(c => c.Resource.Namespaced && c.Resource != quotas.Resource)
                        .Select(c => c.Map((old, now) => old is null || now is null ? Of(quotas, old ?? now) : [])),
                ])
            {
                Writes = writes,
                Workers = 1,
            });
        }
    }

    // What comes is counted, what goes makes room.
    private static IEnumerable<ObjectKey> Of(ObjectCache<QuotaView> quotas, ObjectMeta? meta) =>
        quotas.Count == 0 ? [] : quotas.Lookup(ByNamespace, meta?.Namespace ?? "").Select(q => q.Key);

    // A pod that has ended makes room too.
    private static IEnumerable<ObjectKey> Ended(ObjectCache<QuotaView> quotas, CacheChange<PodView> change) =>
        change is { Old.Value.IsTerminal: false, New.Value: { IsTerminal: true } pod } ? Of(quotas, pod.Meta) : [];
}
