using System.Text.Json;
using Fairway.Kube.Pods.Objects;

namespace Fairway.Twin.Behaviour.CronJobs;

/// <summary>What the controller keeps of a CronJob.</summary>
internal sealed record CronJobView : IObjectView
{
    public required ObjectMeta Meta { get; init; }

    public string Schedule { get; init; } = "";

    /// <summary>Null for UTC.</summary>
    public string? TimeZone { get; init; }

    public TimeSpan? StartingDeadline { get; init; }

    /// <summary>Allow, Forbid or Replace.</summary>
    public string Concurrency { get; init; } = "Allow";

    public bool IsSuspended { get; init; }

    public int? SuccessfulJobsLimit { get; init; }

    public int? FailedJobsLimit { get; init; }

    /// <summary>The template of its Jobs: UTF-8.</summary>
    public required byte[] Template { get; init; }

    public CronJobStatus Status { get; init; } = new();

    public static CronJobView Read(JsonElement cron)
    {
        var spec = cron.Child("spec");
        return new CronJobView
        {
            Meta = ObjectMeta.Read(cron),
            Schedule = spec.Text("schedule") ?? "",
            TimeZone = spec.Text("timeZone"),
            StartingDeadline = spec.Number("startingDeadlineSeconds") is { } seconds
                ? TimeSpan.FromSeconds(Math.Min(seconds, 1L << 32))
                : null,
            Concurrency = spec.Text("concurrencyPolicy") ?? "Allow",
            IsSuspended = spec.Flag("suspend"),
            SuccessfulJobsLimit = spec.Int("successfulJobsHistoryLimit"),
            FailedJobsLimit = spec.Int("failedJobsHistoryLimit"),
            Template = spec.Child("jobTemplate") is { } template ? CanonicalJson.Write(template) : "{}"u8.ToArray(),
            Status = CronJobStatus.Read(cron.Child("status")),
        };
    }
}
