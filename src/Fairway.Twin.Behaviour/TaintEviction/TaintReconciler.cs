using Fairway.Kube;
using Fairway.Kube.Controllers;
using Fairway.Kube.Events;
using Fairway.Twin.Behaviour.Nodes;
using Fairway.Twin.Behaviour.Objects;
using Fairway.Twin.Behaviour.Reporting;
using Fairway.Twin.Behaviour.Running;

namespace Fairway.Twin.Behaviour.TaintEviction;

/// <summary>Drives pods off nodes whose taints they do not tolerate, or no longer.</summary>
internal sealed class TaintReconciler(ClusterCaches caches, IKubeApi api, EventRecorder events, TimeProvider time)
    : IReconciler
{
    // The pods whose time runs, by uid, and since when.
    private readonly Dictionary<string, DateTimeOffset> running = new(StringComparer.Ordinal);

    public async Task<Outcome> ReconcileAsync(ObjectKey key, CancellationToken cancel)
    {
        if (Observe(key) is not { } seen)
        {
            return Outcome.Settled;
        }

        var plan = TaintPlanner.Plan(seen);
        var happened = Happened(seen, plan);
        await api.SendAllAsync(plan.Evict ? TaintRequests.Evict(seen.Pod, seen.Now) : [], cancel);
        Remember(seen, plan);
        events.RecordAll(happened.Select(e => PodEvents.Of(seen.Pod, e)));
        return Outcomes.After(null, plan.EvictAt);
    }

    private TaintedPod? Observe(ObjectKey key)
    {
        if (caches.Pods.Find(key)?.Value is not { NodeName: { } name } pod
            || caches.Nodes.Find(new ObjectKey(null, name))?.Value is not { } node)
        {
            return null;
        }

        return new TaintedPod(
            pod, node.Taints.RemoveAll(t => t.Effect != WellKnown.NoExecute), time.GetUtcNow())
        {
            Since = running.TryGetValue(pod.Meta.Uid, out var at) ? at : null,
        };
    }

    private void Remember(TaintedPod seen, TaintPlan plan)
    {
        if (plan.Since is { } since)
        {
            running[seen.Pod.Meta.Uid] = since;
        }
        else
        {
            running.Remove(seen.Pod.Meta.Uid);
        }
    }

    private static IEnumerable<PodEvent> Happened(TaintedPod seen, TaintPlan plan)
    {
        if (plan.Evict)
        {
            yield return new PodEvent("TaintManagerEviction", $"Marking for deletion Pod {seen.Pod.Meta.Key}");
        }
        else if (seen.Since is not null && plan.EvictAt is null && !seen.Pod.Meta.IsDeleting)
        {
            yield return new PodEvent("TaintManagerEviction", $"Cancelling deletion of Pod {seen.Pod.Meta.Key}");
        }
    }
}
