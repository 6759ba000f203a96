using System.Text.Json.Nodes;
using Fairway.Simulation.Fleets;
using Fairway.Twin.Storage;

namespace Fairway.Simulation.Checkers.Workloads;

/// <summary>Jobs: how many pods at once and in all, each index once, each pod counted once, and when it is
/// over.</summary>
internal sealed class JobChecker : WorkloadChecker
{
    // When the pods were made that have succeeded; those that were given up may have got successors before.
    private readonly Dictionary<string, SortedDictionary<string, DateTimeOffset>> succeeded = [];
    private readonly Dictionary<string, SortedSet<string>> failed = [];

    private static readonly DateTimeOffset Never = DateTimeOffset.MaxValue;

    public override string Rule => "J, Jobs";

    public override void See(Change change)
    {
        if (change.Resource == Pods && ControllerOf(change.Object) is { } owner && Text(owner, "kind") == "Job")
        {
            SeePod(change, Text(owner, "uid")!);
        }
        else if (change.Resource == Jobs && change.Kind != StoreEventKind.Deleted && IsOurs(change))
        {
            SeeCounts(change);
            SeeEnd(change);
        }
    }

    private void SeePod(Change change, string job)
    {
        if (Text(change.Object, "status", "phase") == "Succeeded")
        {
            var made = IsGoing(change.Object) || !IsTracked(change.Object)
                ? null
                : When(change.Object, "metadata", "creationTimestamp");
            Of(succeeded, job).TryAdd(Uid(change.Object), made ?? Never);
        }
        else if (IsGoing(change.Object) || IsTerminal(change.Object) || change.Kind == StoreEventKind.Deleted)
        {
            Of(failed, job).Add(Uid(change.Object));
        }

        if (By(change, "job") && IsGoing(change.Object) && Of(succeeded, job).ContainsKey(Uid(change.Object)))
        {
            // It succeeded while its deletion was on the way, and its work is done again.
            Of(succeeded, job)[Uid(change.Object)] = Never;
        }

        if (By(change, "job") && IsGivenUp(change))
        {
            Of(succeeded, job)[Uid(change.Object)] = Never;
        }

        if (change.Kind == StoreEventKind.Added && By(change, "job")
            && Owner(change, change.Object, "Job", Jobs) is { } found)
        {
            SeeCreated(change, found);
        }
    }

    private void SeeCreated(Change change, JsonObject job)
    {
        var uid = Uid(change.Object);
        var active = Owned(change.Cluster, Pods, job)
            .Where(pod => IsActive(pod) && (Uid(pod) == uid || IsKnown(change, pod))).ToList();
        var lately = Lately(change, Jobs, job).ToList();
        var parallel = lately.Max(one => Number(one, "spec", "parallelism") ?? 1);
        RequireSeen(
            active.Count <= parallel, "J-1 no more pods than asked", () => $"{active.Count} of {parallel}", change);

        // A pod that the controller takes for active yet counts as one either way.
        var done = Of(succeeded, Uid(job)).Values.Count(made => made <= change.At - Unseen);
        if (Number(job, "spec", "completions") is { } completions)
        {
            RequireSeen(
                active.Count + done <= completions,
                "J-1 no more pods than asked", () => $"{active.Count} and {done} done of {completions}", change);
        }

        RequireSeen(
            lately.Any(one => !IsOver(one) && Text(one, "spec", "suspend") != "true"),
            "J-4 none after the end", () => $"{NameOf(job)} is over or suspended", change);
        if (IndexOf(change.Object) is { } index)
        {
            var other = Owned(change.Cluster, Pods, job).FirstOrDefault(pod => Uid(pod) != uid
                && IndexOf(pod) == index && IsKnown(change, pod)
                && (IsActive(pod) || Of(succeeded, Uid(job)).GetValueOrDefault(Uid(pod), Never) < Never));
            Require(other is null, "J-2 each index once", () => $"{NameOf(other)} has {index} already", change);
        }
    }

    private void SeeCounts(Change change)
    {
        var uid = Uid(change.Object);
        var good = Number(change.Object, "status", "succeeded") ?? 0;
        var bad = Number(change.Object, "status", "failed") ?? 0;
        if (good + bad > 0)
        {
            RequireSeen(
                good <= Of(succeeded, uid).Count,
                "J-3 each pod counted once", () => $"{good} of {Of(succeeded, uid).Count} that succeeded", change);
            RequireSeen(
                bad <= Of(failed, uid).Count,
                "J-3 each pod counted once", () => $"{bad} of {Of(failed, uid).Count} that failed", change);
        }
    }

    private void SeeEnd(Change change)
    {
        var uid = Uid(change.Object);
        var end = EndOf(change.Object);
        if (end is null || Text(EndOf(change.Before), "type") == Text(end, "type"))
        {
            return;
        }

        var good = Of(succeeded, uid).Count;
        if (Text(end, "type") == "Complete" && change.Object["spec"]?["successPolicy"] is null)
        {
            var wanted = Number(change.Object, "spec", "completions") ?? Math.Min(1, good + 1);
            RequireSeen(good >= wanted, "J-5 complete when all are", () => $"{good} of {wanted}", change);
        }
        else if (Text(end, "reason") == "BackoffLimitExceeded"
            && Text(change.Object, "spec", "template", "spec", "restartPolicy") == "Never")
        {
            var limit = Number(change.Object, "spec", "backoffLimit") ?? 6;
            var bad = Of(failed, uid).Count;
            RequireSeen(bad > limit, "J-6 failed when too many are", () => $"{bad} of {limit}", change);
        }
    }

    private static JsonObject? EndOf(JsonNode? job) =>
        new[] { "Complete", "Failed" }.Select(type => ConditionOf(job, type))
            .FirstOrDefault(one => Text(one, "status") == "True");

    private static bool IsOver(JsonObject job) => new[] { "Complete", "Failed", "FailureTarget", "SuccessCriteriaMet" }
        .Any(type => Text(ConditionOf(job, type), "status") == "True");

    /// <summary>The finalizer of a pod is taken at a suspension, to delete the pod next, and it has succeeded in that
    /// moment; a controller that dies in between has given it up.</summary>
    private bool IsGivenUp(Change change) =>
        Text(change.Object, "status", "phase") == "Succeeded" && IsTracked(change.Before) && !IsTracked(change.Object)
        && Owner(change, change.Object, "Job", Jobs) is { } job
        && Lately(change, Jobs, job).Any(one => Text(one, "spec", "suspend") == "true")
        && !(Node(job, "status", "uncountedTerminatedPods", "succeeded") as JsonArray ?? [])
            .Any(one => $"{one}" == Uid(change.Object));

    private static bool IsTracked(JsonObject? pod) =>
        (Node(pod, "metadata", "finalizers") as JsonArray ?? [])
        .Any(one => $"{one}" == "batch.kubernetes.io/job-tracking");

    private static string? IndexOf(JsonObject pod) =>
        Text(pod, "metadata", "annotations", "batch.kubernetes.io/job-completion-index");

    private static T Of<T>(Dictionary<string, T> all, string job)
        where T : new() => all.TryGetValue(job, out var known) ? known : all[job] = new T();
}
