using System.Collections.Immutable;
using Fairway.Kube.Pods.Objects;
using Fairway.Twin.Behaviour.Scheduling.Filters;
using Fairway.Twin.Behaviour.Scheduling.Snapshots;

namespace Fairway.Twin.Behaviour.Scheduling.Preemption;

/// <summary>
/// Looks for a node whose less important pods could leave it to a pod that fits nowhere, and takes as few of them as
/// will do.
/// </summary>
internal static class PreemptionPlanner
{
    /// <summary>How an outcome begins that leaves a nomination as it is.</summary>
    public const string NotEligible = "not eligible due to";

    private const string WaitsForVictims = $"{NotEligible} a terminating pod on the nominated node.";
    private const string Never = $"{NotEligible} preemptionPolicy=Never.";
    private const string NotHelpful = "Preemption is not helpful for scheduling";
    private const int LeastCandidates = 100;
    private const int CandidatePercent = 10;

    /// <summary>The candidate, or why there is none.</summary>
    public static (string Outcome, PreemptionCandidate? Candidate) Plan(SchedulingAttempt seen, NodeSearch search)
    {
        if (WhyNot(seen, search) is { } why)
        {
            return (why, null);
        }

        var potential = search.Rejected.Where(r => r.Why.CanBePreempted).Select(r => r.Node).ToArray();
        var rejections = new List<Rejection>();
        var candidates = Candidates(seen, search.Filters, potential, rejections);
        return candidates.Count == 0
            ? (FitMessage.Of(seen.Cluster.Count, rejections, NotHelpful), null)
            : ("", Best(candidates));
    }

    /// <summary>Less important pods for which the node was being cleared.</summary>
    public static ImmutableArray<PodView> Displaced(SchedulingAttempt seen, NodeInfo node) =>
    [
        .. seen.Cluster.Nominated.GetValueOrDefault(node.Name, [])
            .Where(p => p.Priority < seen.Pod.Priority)
            .Select(p => p.View),
    ];

    /// <summary>The candidate that costs least: budgets, then importance, then number, then age.</summary>
    public static PreemptionCandidate Best(IEnumerable<PreemptionCandidate> candidates) => candidates
        .OrderBy(c => c.Violations)
        .ThenBy(c => c.Victims[0].Priority)
        .ThenBy(c => c.Victims.Sum(v => (long)v.Priority + int.MaxValue + 1))
        .ThenBy(c => c.Victims.Length)
        .ThenByDescending(EarliestOfMostImportant)
        .First();

    // Victims of an earlier preemption are waited for, unless the node became impossible meanwhile.
    private static string? WhyNot(SchedulingAttempt seen, NodeSearch search)
    {
        if (seen.Pod.Needs.NeverPreempts)
        {
            return Never;
        }

        if (seen.Pod.View.NominatedNode is not { } name || seen.Cluster.Find(name) is not { } node
            || search.Rejected.Any(r => r.Node.Slot == node.Slot && !r.Why.CanBePreempted))
        {
            return null;
        }

        return node.Pods.Any(p => p.Priority < seen.Pod.Priority && EndsByPreemption(p.View))
            ? WaitsForVictims
            : null;
    }

    private static bool EndsByPreemption(PodView pod) =>
        pod.Meta.IsDeleting && pod.Find("DisruptionTarget") is { Status: "True", Reason: "PreemptionByScheduler" };

    private static List<PreemptionCandidate> Candidates(
        SchedulingAttempt seen, NodeFilters filters, NodeInfo[] potential, List<Rejection> rejections)
    {
        var candidates = new List<PreemptionCandidate>();
        var enough = Math.Min(potential.Length, Math.Max(LeastCandidates, potential.Length * CandidatePercent / 100));
        for (var i = 0; i < potential.Length; i++)
        {
            var node = potential[((seen.Draw % (uint)potential.Length) + i) % potential.Length];
            if (Try(seen, filters, node, out var candidate) is { } rejection)
            {
                rejections.Add(rejection);
                continue;
            }

            candidates.Add(candidate!);
            if (candidates.Count >= enough && candidates.Exists(c => c.Violations == 0))
            {
                break;
            }
        }

        return candidates;
    }

    private static Rejection? Try(
        SchedulingAttempt seen, NodeFilters filters, NodeInfo node, out PreemptionCandidate? candidate)
    {
        candidate = null;
        var lesser = node.Pods.Where(p => p.Priority < seen.Pod.Priority).ToList();
        if (lesser.Count == 0)
        {
            return Rejection.NoVictims;
        }

        var trial = new PreemptionTrial(seen, filters, node);
        lesser.ForEach(trial.Remove);
        if (trial.Check() is { } rejection)
        {
            return rejection;
        }

        var (violating, free) = BudgetGuard.Split(ByImportance(lesser), seen.Budgets);
        var broken = violating.Where(p => !Spares(trial, p)).ToList();
        var victims = broken.Concat(free.Where(p => !Spares(trial, p))).ToList();
        candidate = new PreemptionCandidate(node, [.. ByImportance(victims)], broken.Count);
        return victims.Count == 0 ? Rejection.NoVictims : null;
    }

    private static bool Spares(PreemptionTrial trial, PodInfo pod)
    {
        trial.Restore(pod);
        if (trial.Check() is null)
        {
            return true;
        }

        trial.Remove(pod);
        return false;
    }

    // The longer it runs, the more important it is among equals.
    private static IEnumerable<PodInfo> ByImportance(IEnumerable<PodInfo> pods) => pods
        .OrderByDescending(p => p.Priority)
        .ThenBy(p => p.View.StartedAt ?? DateTimeOffset.MaxValue);

    private static DateTimeOffset EarliestOfMostImportant(PreemptionCandidate candidate) => candidate.Victims
        .Where(v => v.Priority == candidate.Victims[0].Priority)
        .Min(v => v.View.StartedAt ?? DateTimeOffset.MaxValue);
}
