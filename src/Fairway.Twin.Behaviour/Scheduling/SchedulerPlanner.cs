using Fairway.Twin.Behaviour.Scheduling.Filters;
using Fairway.Twin.Behaviour.Scheduling.Preemption;
using Fairway.Twin.Behaviour.Scheduling.Scores;
using Fairway.Twin.Behaviour.Scheduling.Snapshots;

namespace Fairway.Twin.Behaviour.Scheduling;

/// <summary>
/// Finds a node for a pod: of those that fit, one with the best score. Where none fits, perhaps one that others leave
/// for it.
/// </summary>
internal static class SchedulerPlanner
{
    private const string NoNodes = "no nodes available to schedule pods";

    public static SchedulingPlan Plan(SchedulingAttempt seen)
    {
        if (seen.Cluster.Count == 0)
        {
            return new SchedulingPlan(Refusal(seen, NoNodes, RejectedBy.Node), 0);
        }

        if (seen.Volumes.Blocked is { } why)
        {
            return new SchedulingPlan(Refusal(seen, Blocked(seen, why), RejectedBy.Volumes), 0);
        }

        var search = new NodeSearch(seen);
        search.Run();
        return search.Fitting.Count > 0
            ? new SchedulingPlan(Bind(seen, search), search.Examined)
            : new SchedulingPlan(Unfit(seen, search), search.Examined);
    }

    private static Placement.Bind Bind(SchedulingAttempt seen, NodeSearch search)
    {
        var node = search.Fitting.Count == 1 ? search.Fitting[0] : Best(seen, search.Fitting);
        return new Placement.Bind(
            seen.Pod.View,
            node.Name,
            search.Fitting.Count == 1 ? "the one node that fits" : "the best score of the nodes that fit")
        {
            Volumes = seen.Volumes.Waiting.IsEmpty ? [] : seen.Volumes.Choose(node.Node) ?? [],
        };
    }

    private static NodeInfo Best(SchedulingAttempt seen, List<NodeInfo> nodes)
    {
        var scores = NodeScores.Of(seen.Pod, seen.Cluster, nodes, seen.Siblings);
        var most = scores.Max();
        var chosen = (int)(seen.Draw % (uint)scores.Count(s => s == most));
        for (var i = 0; ; i++)
        {
            if (scores[i] == most && chosen-- == 0)
            {
                return nodes[i];
            }
        }
    }

    private static Placement Unfit(SchedulingAttempt seen, NodeSearch search)
    {
        var reasons = FitMessage.Of(seen.Cluster.Count, search.Rejected.Select(r => r.Why), search.Others);
        var (outcome, candidate) = PreemptionPlanner.Plan(seen, search);
        return candidate is null
            ? Refusal(seen, $"{reasons} no new claims to deallocate, preemption: {outcome}", search.By) with
            {
                GivesUpNode = !outcome.StartsWith(PreemptionPlanner.NotEligible, StringComparison.Ordinal),
            }
            : new Placement.Preempt(
                seen.Pod.View, candidate.Node.Name, [.. candidate.Victims.Select(v => v.View)], reasons)
            {
                By = search.By,
                Displaced = PreemptionPlanner.Displaced(seen, candidate.Node),
            };
    }

    private static string Blocked(SchedulingAttempt seen, string why)
    {
        var all = $"0/{seen.Cluster.Count} nodes are available";
        return $"{all}: {why}. no new claims to deallocate, "
            + $"preemption: {all}: {seen.Cluster.Count} Preemption is not helpful for scheduling.";
    }

    private static Placement.Refuse Refusal(SchedulingAttempt seen, string message, RejectedBy by) =>
        new(seen.Pod.View, message) { By = by, GivesUpNode = true };
}
