using System.Text.Json.Nodes;
using Fairway.Simulation.Fleets;
using Fairway.Twin.Storage;

namespace Fairway.Simulation.Checkers.Workloads;

/// <summary>CronJobs: each time once, not too late, and not beside each other where that is forbidden.</summary>
internal sealed class CronJobChecker : WorkloadChecker
{
    private const string CronJobs = "cronjobs.batch";
    private readonly HashSet<(string Cron, string Time)> ran = [];

    public override string Rule => "C, CronJobs";

    public override void See(Change change)
    {
        if (change.Resource == Jobs && change.Kind == StoreEventKind.Added && By(change, "cronjob")
            && Owner(change, change.Object, "CronJob", CronJobs) is { } cron)
        {
            SeeCreated(change, cron);
        }
    }

    private void SeeCreated(Change change, JsonObject cron)
    {
        var time = Text(change.Object, "metadata", "annotations", "batch.kubernetes.io/cronjob-scheduled-timestamp");
        Require(
            time is not null && ran.Add((Uid(cron), time)),
            "C-1 each time once", () => $"{time} has run already", change);
        var lately = Lately(change, CronJobs, cron).ToList();
        Require(
            lately.Any(one => Text(one, "spec", "suspend") != "true" && !IsGoing(one)),
            "C-3 not while suspended", () => NameOf(cron), change);
        var due = When(change.Object, "metadata", "annotations", "batch.kubernetes.io/cronjob-scheduled-timestamp");
        var deadline = lately.Max(one => Number(one, "spec", "startingDeadlineSeconds") ?? int.MaxValue);
        Require(
            due <= change.At + Skew && (change.At - due!.Value - Lag).TotalSeconds <= deadline,
            "C-4 not too late", () => $"it was due at {due} and may be {deadline} s late", change);
        if (lately.TrueForAll(one => Text(one, "spec", "concurrencyPolicy") is "Forbid" or "Replace"))
        {
            var other = Owned(change.Cluster, Jobs, cron).FirstOrDefault(job => Uid(job) != Uid(change.Object)
                && !IsGoing(job) && IsKnown(change, job) && !IsOver(job) && lately.Exists(one => Counts(one, job)));
            RequireSeen(other is null, "C-2 not beside each other", () => $"{NameOf(other)} runs", change);
        }
    }

    // The reference implementation goes by the status alone: a Job after whose creation it died is not in it.
    private static bool Counts(JsonObject cron, JsonObject job) =>
        (Node(cron, "status", "active") as JsonArray ?? []).Any(one => Text(one, "uid") == Uid(job));

    private static bool IsOver(JsonObject job) => new[] { "Complete", "Failed" }
        .Any(type => Text(ConditionOf(job, type), "status") == "True");
}
