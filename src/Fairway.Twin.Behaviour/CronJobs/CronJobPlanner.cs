using System.Collections.Immutable;
using System.Globalization;
using Fairway.Kube.Pods.Objects;
using Fairway.Twin.Behaviour.Jobs;

namespace Fairway.Twin.Behaviour.CronJobs;

/// <summary>Starts the Job of the last time that was due, keeps account of those that run, and clears away old
/// ones.</summary>
internal static class CronJobPlanner
{
    private const int ManyMissed = 100;

    public static CronJobPlan Plan(CronJobObservation seen)
    {
        var plan = Schedule(seen, Account(seen));
        return plan with { Deletions = [.. plan.Deletions, .. TooOld(seen)] };
    }

    /// <summary>The status once the Job of the plan is there.</summary>
    public static CronJobStatus Started(CronJobPlan plan, ActiveJob job) => plan.Status with
    {
        Active = plan.Status.Active.Any(a => a.Uid == job.Uid) ? plan.Status.Active : plan.Status.Active.Add(job),
        LastScheduleAt = plan.ScheduledAt,
    };

    // Jobs that have ended or vanished are active no more.
    private static CronJobPlan Account(CronJobObservation seen)
    {
        var plan = new CronJobPlan(seen.Cron.Status);
        foreach (var active in seen.Cron.Status.Active)
        {
            var job = seen.Jobs.FirstOrDefault(j => j.Meta.Uid == active.Uid);
            if (job is { IsFinished: false })
            {
                continue;
            }

            plan = plan with { Status = plan.Status with { Active = plan.Status.Active.Remove(active) } };
            plan = job is null
                ? plan.Telling("MissingJob", $"Active job went missing: {active.Name}", warning: false)
                : plan.Telling(
                    "SawCompletedJob", $"Saw completed job: {active.Name}, condition: {EndOf(job)}", warning: false);
        }

        foreach (var job in seen.Jobs.Where(j => !j.IsFinished && !IsActive(seen.Cron, j)))
        {
            plan = plan.Telling(
                "UnexpectedJob", $"Saw a job that the controller did not create or forgot: {job.Meta.Name}");
        }

        var success = seen.Jobs.Where(j => j.Status.Is(JobNames.Complete)).Max(j => j.Status.CompletedAt);
        return success is null || success <= plan.Status.LastSuccessAt
            ? plan
            : plan with { Status = plan.Status with { LastSuccessAt = success } };
    }

    private static CronJobPlan Schedule(CronJobObservation seen, CronJobPlan plan)
    {
        var cron = seen.Cron;
        if (cron.Meta.IsDeleting)
        {
            return plan;
        }

        if (!TimeZoneInfo.TryFindSystemTimeZoneById(cron.TimeZone ?? "UTC", out var zone))
        {
            return plan.Telling(
                "UnknownTimeZone", $"invalid timeZone: \"{cron.TimeZone}\": unknown time zone {cron.TimeZone}");
        }

        if (cron.IsSuspended)
        {
            return plan;
        }

        try
        {
            return Start(seen, plan, CronSchedule.Parse(cron.Schedule, zone), zone);
        }
        catch (FormatException unreadable)
        {
            return plan.Telling(
                "UnparseableSchedule", $"unparseable schedule: \"{cron.Schedule}\" : {unreadable.Message}");
        }
    }

    private static CronJobPlan Start(
        CronJobObservation seen, CronJobPlan plan, CronSchedule schedule, TimeZoneInfo zone)
    {
        var cron = seen.Cron;
        var since = cron.Status.LastScheduleAt ?? cron.Meta.CreatedAt;
        plan = plan with { LookAgainAt = schedule.Next(seen.Now) };
        var earliest = seen.Now - cron.StartingDeadline is { } deadline && deadline > since ? deadline : since;
        if (schedule.Last(earliest, seen.Now) is not { } due)
        {
            return schedule.Last(since, seen.Now) is { } missed
                ? plan.Telling("MissSchedule", string.Create(
                    CultureInfo.InvariantCulture, $"Missed scheduled time to start a job: {missed:R}"))
                : plan;
        }

        if (schedule.Count(earliest, due, ManyMissed + 1) > ManyMissed)
        {
            plan = plan.Telling(
                "TooManyMissedTimes",
                "too many missed start times. Set or decrease .spec.startingDeadlineSeconds or check clock skew");
        }

        if (cron.Status.LastScheduleAt == due || plan.Status.Active.Any(a => a.Name == CronJobBody.NameOf(cron, due)))
        {
            return plan;
        }

        if (cron.Concurrency == "Forbid" && !plan.Status.Active.IsEmpty)
        {
            return plan.Telling(
                "JobAlreadyActive",
                "Not starting job because prior execution is running and concurrency policy is Forbid",
                warning: false);
        }

        return Replacing(seen, plan) with { Job = CronJobBody.Of(cron, due, zone), ScheduledAt = due };
    }

    private static CronJobPlan Replacing(CronJobObservation seen, CronJobPlan plan)
    {
        if (seen.Cron.Concurrency != "Replace")
        {
            return plan;
        }

        var running = seen.Jobs.Where(j => plan.Status.Active.Any(a => a.Uid == j.Meta.Uid)).Select(j => j.Meta);
        return plan with { Status = plan.Status with { Active = [] }, Deletions = [.. plan.Deletions, .. running] };
    }

    private static IEnumerable<ObjectMeta> TooOld(CronJobObservation seen) =>
        Beyond(seen, JobNames.Complete, seen.Cron.SuccessfulJobsLimit)
            .Concat(Beyond(seen, JobNames.Failed, seen.Cron.FailedJobsLimit));

    private static IEnumerable<ObjectMeta> Beyond(CronJobObservation seen, string end, int? limit) => limit is null
        ? []
        : seen.Jobs
            .Where(j => j.Status.Is(end) && !j.Meta.IsDeleting)
            .OrderByDescending(j => j.Status.StartedAt)
            .ThenByDescending(j => j.Meta.Name, StringComparer.Ordinal)
            .Skip(limit.Value)
            .Select(j => j.Meta)
            .Reverse();

    private static bool IsActive(CronJobView cron, JobView job) => cron.Status.Active.Any(a => a.Uid == job.Meta.Uid);

    private static string EndOf(JobView job) =>
        job.Status.Is(JobNames.Complete) ? JobNames.Complete : JobNames.Failed;
}
