using Fairway.Kube.Pods.Reporting;
using Fairway.Twin.Behaviour.Nodes;

namespace Fairway.Twin.Behaviour.TaintEviction;

/// <summary>What is told of pods on tainted nodes.</summary>
internal static class TaintEvents
{
    /// <summary>What happened by a plan.</summary>
    public static IEnumerable<PodEvent> Of(TaintedPod seen, TaintPlan plan)
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
