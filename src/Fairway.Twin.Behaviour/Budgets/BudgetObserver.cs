using System.Collections.Immutable;
using Fairway.Kube;
using Fairway.Kube.Pods.Objects;
using Fairway.Kube.Pods.Requests;
using Fairway.Twin.Behaviour.Running;

namespace Fairway.Twin.Behaviour.Budgets;

/// <summary>Reads what a decision about a budget rests on.</summary>
internal sealed class BudgetObserver(ClusterCaches caches, BudgetCache budgets, IKubeApi api, TimeProvider time)
{
    /// <summary>Null where the budget is gone.</summary>
    public async Task<BudgetObservation?> ObserveAsync(ObjectKey key, CancellationToken cancel)
    {
        if (budgets.Budgets.Find(key)?.Value is not { } budget)
        {
            return null;
        }

        ImmutableArray<PodView> pods = [.. caches.PodsIn(key.Namespace).Where(budget.Covers)];
        var seen = new BudgetObservation(budget, pods, time.GetUtcNow());
        if (!BudgetPlanner.AsksForScale(budget))
        {
            return seen;
        }

        var scales = ImmutableArray.CreateBuilder<OwnerScale>();
        foreach (var pod in pods.Where(p => p.Meta.Controller is not null).DistinctBy(p => p.Meta.Controller!.Uid))
        {
            scales.Add(await ScaleAsync(pod, pod.Meta.Controller!, cancel));
        }

        return seen with
        {
            Owners = [.. scales.DistinctBy(s => s.Key)],
            Unmanaged = pods.Count(p => p.Meta.Controller is null),
        };
    }

    private async ValueTask<OwnerScale> ScaleAsync(PodView pod, OwnerReference owner, CancellationToken cancel)
    {
        var key = new ObjectKey(pod.Meta.Namespace, owner.Name);
        var scale = owner switch
        {
            { Kind: "ReplicaSet", ApiVersion: "apps/v1" } => OfReplicaSet(key, owner),
            { Kind: "StatefulSet", ApiVersion: "apps/v1" } =>
                caches.StatefulSets.Find(key)?.Value is { } set && set.Meta.Uid == owner.Uid
                    ? new OwnerScale(owner.Uid, set.Replicas)
                    : null,
            _ => await OfAnyAsync(key, owner, cancel),
        };
        return scale ?? new OwnerScale(owner.Uid, 0, $"found no controllers for pod \"{pod.Meta.Name}\"");
    }

    private OwnerScale? OfReplicaSet(ObjectKey key, OwnerReference owner)
    {
        if (caches.ReplicaSets.Find(key)?.Value is not { } set || set.Meta.Uid != owner.Uid)
        {
            return null;
        }

        if (set.Meta.Controller is not { Kind: "Deployment" } controller)
        {
            return new OwnerScale(owner.Uid, set.Replicas);
        }

        var deployment = caches.Deployments.Find(new ObjectKey(key.Namespace, controller.Name))?.Value;
        return deployment?.Meta.Uid == controller.Uid ? new OwnerScale(controller.Uid, deployment.Replicas) : null;
    }

    // Whatever else can be scaled says so itself.
    private async Task<OwnerScale?> OfAnyAsync(ObjectKey key, OwnerReference owner, CancellationToken cancel)
    {
        var known = caches.Everything.Select(c => c.Resource)
            .Where(r => r.Kind == owner.Kind && r.ApiVersion == owner.ApiVersion)
            .ToArray();
        if (known is not [var resource, ..])
        {
            return null;
        }

        var request = new KubeRequest
        {
            Method = "GET",
            Path = resource.ObjectPath(key, "scale"),
            UserAgent = WorkloadRequests.Agent,
        };
        var answer = await api.SendAsync(request, cancel);
        if (answer.IsSuccess)
        {
            return new OwnerScale(owner.Uid, (int?)answer.ReadNode()["spec"]?["replicas"] ?? 0);
        }

        var name = resource.Group.Length == 0 ? resource.Plural : $"{resource.Plural}.{resource.Group}";
        return caches.Of(resource) is { } cache && !cache.Has(key)
            ? null
            : new OwnerScale(owner.Uid, 0, $"{name} does not implement the scale subresource");
    }
}
