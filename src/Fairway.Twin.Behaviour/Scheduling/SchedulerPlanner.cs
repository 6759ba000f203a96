using System.Collections.Immutable;
using Fairway.Twin.Behaviour.Objects;

namespace Fairway.Twin.Behaviour.Scheduling;

/// <summary>
/// Finds a node for each pending pod, the most important first: among the nodes that fit, the one that is least loaded
/// after it.
/// </summary>
internal static class SchedulerPlanner
{
    public static SchedulingPlan Plan(SchedulingObservation seen)
    {
        var loads = seen.Nodes.ToArray();
        var placements = ImmutableArray.CreateBuilder<Placement>();
        foreach (var pod in InOrder(seen.Pending))
        {
            var best = Best(pod.Spec, loads);
            if (best >= 0)
            {
                loads[best] = loads[best].With(pod.Spec);
                placements.Add(new Placement.Bind(
                    pod, loads[best].Node.Meta.Name, "the least loaded of the nodes that fit"));
            }
            else if (Refusal(pod, loads) is { } refusal)
            {
                placements.Add(refusal);
            }
        }

        return new SchedulingPlan(placements.ToImmutable());
    }

    private static IEnumerable<PodView> InOrder(ImmutableArray<PodView> pods) => pods
        .OrderByDescending(p => p.Spec.Priority)
        .ThenBy(p => p.Meta.CreatedAt)
        .ThenBy(p => p.Meta.Namespace, StringComparer.Ordinal)
        .ThenBy(p => p.Meta.Name, StringComparer.Ordinal);

    private static int Best(PodSpec pod, NodeLoad[] loads)
    {
        var best = -1;
        var bestScore = long.MinValue;
        for (var i = 0; i < loads.Length; i++)
        {
            if (NodeFilter.WhyNot(pod, loads[i]) is null && Score(pod, loads[i]) is var score && score > bestScore)
            {
                (best, bestScore) = (i, score);
            }
        }

        return best;
    }

    // Free share of CPU and memory after the pod, in thousandths; fewer pods decide between equals, then the name.
    private static long Score(PodSpec pod, NodeLoad load)
    {
        var after = load.Weight + NodeLoad.WeightOf(pod);
        var total = load.Node.Allocatable;
        var share = (Free(after.MilliCpu, total.MilliCpu) + Free(after.MemoryBytes, total.MemoryBytes)) / 2;
        return (share * 10_000) - after.Pods;
    }

    private static long Free(long used, long total) =>
        total <= 0 ? 0 : Math.Max(0, (long)((total - used) * 1000.0 / total));

    private static Placement.Refuse? Refusal(PodView pod, NodeLoad[] loads)
    {
        var message = Explain(pod.Spec, loads);
        return pod.Find("PodScheduled") is { Status: "False", Reason: "Unschedulable" } told && told.Message == message
            ? null
            : new Placement.Refuse(pod, message);
    }

    private static string Explain(PodSpec pod, NodeLoad[] loads)
    {
        if (loads.Length == 0)
        {
            return "no nodes available to schedule pods";
        }

        var reasons = loads
            .Select(l => NodeFilter.WhyNot(pod, l)!)
            .CountBy(r => r)
            .Select(r => $"{r.Value} {r.Key}")
            .Order(StringComparer.Ordinal);
        var all = $"0/{loads.Length} nodes are available";
        var helpless = loads.Count(l => !IsAboutRoom(NodeFilter.WhyNot(pod, l)!));
        string[] preemption =
        [
            .. helpless > 0 ? [$"{helpless} Preemption is not helpful for scheduling"] : Array.Empty<string>(),
            .. helpless < loads.Length
                ? [$"{loads.Length - helpless} No preemption victims found for incoming pod"]
                : Array.Empty<string>(),
        ];
        return $"{all}: {string.Join(", ", reasons)}. no new claims to deallocate, "
            + $"preemption: {all}: {string.Join(", ", preemption)}.";
    }

    private static bool IsAboutRoom(string reason) =>
        reason.StartsWith("Insufficient", StringComparison.Ordinal) || reason == "Too many pods";
}
