using Fairway.Kube.Pods.Objects;

namespace Fairway.Twin.Behaviour.TaintEviction;

/// <summary>Whether a pod may stay on a tainted node, and how long: until the shortest time of the tolerations that it
/// needs has run out.</summary>
internal static class TaintPlanner
{
    public static TaintPlan Plan(TaintedPod seen)
    {
        if (seen.Taints.IsEmpty || seen.Pod.Meta.IsDeleting)
        {
            return TaintPlan.Stays;
        }

        var used = seen.Taints
            .Select(taint => seen.Pod.Spec.Placement.Tolerations.FirstOrDefault(t => t.Tolerates(taint)))
            .ToArray();
        if (used.Contains(null))
        {
            return new TaintPlan { Evict = true };
        }

        if (used.Select(t => t!.Seconds).Min() is not { } seconds)
        {
            return TaintPlan.Stays;
        }

        var since = seen.Since ?? Begin(seen);
        var due = since + TimeSpan.FromSeconds(Math.Clamp(seconds, 0, int.MaxValue));
        return due <= seen.Now ? new TaintPlan { Evict = true } : new TaintPlan { Since = since, EvictAt = due };
    }

    // A controller that has just begun goes by when the taint was put on.
    private static DateTimeOffset Begin(TaintedPod seen)
    {
        var tainted = seen.Taints.Select(t => t.AddedAt).Min() ?? seen.Now;
        return tainted > seen.Pod.Meta.CreatedAt ? tainted : seen.Pod.Meta.CreatedAt;
    }
}
