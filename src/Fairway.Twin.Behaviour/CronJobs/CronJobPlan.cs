using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Fairway.Kube.Pods.Objects;
using Fairway.Kube.Pods.Reporting;
using Fairway.Twin.Behaviour.Nodes;

namespace Fairway.Twin.Behaviour.CronJobs;

/// <summary>What is to be written for a CronJob now: Jobs that go, then a new one, then the status.</summary>
/// <param name="Status">The status, without the new Job.</param>
internal sealed record CronJobPlan(CronJobStatus Status)
{
    public ImmutableArray<ObjectMeta> Deletions { get; init; } = [];

    /// <summary>The Job to make; null for none.</summary>
    public JsonObject? Job { get; init; }

    /// <summary>The time that the Job stands for.</summary>
    public DateTimeOffset? ScheduledAt { get; init; }

    public ImmutableArray<PodEvent> Events { get; init; } = [];

    public DateTimeOffset? LookAgainAt { get; init; }

    public CronJobPlan Telling(string reason, string message, bool warning = true) =>
        this with { Events = Events.Add(new PodEvent(reason, message, warning)) };
}
