using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using Fairway.Kube.Pods.Objects;

namespace Fairway.Twin.Behaviour.CronJobs;

/// <summary>Status of a CronJob.</summary>
internal sealed record CronJobStatus
{
    public ImmutableArray<ActiveJob> Active { get; init; } = [];

    public DateTimeOffset? LastScheduleAt { get; init; }

    public DateTimeOffset? LastSuccessAt { get; init; }

    public static CronJobStatus Read(JsonElement? status) => new()
    {
        Active = [.. status.Items("active").Select(ActiveJob.Read)],
        LastScheduleAt = status.Time("lastScheduleTime"),
        LastSuccessAt = status.Time("lastSuccessfulTime"),
    };

    public JsonObject ToJson()
    {
        var status = new JsonObject();
        if (!Active.IsEmpty)
        {
            status["active"] = new JsonArray([.. Active.Select(a => a.ToJson())]);
        }

        if (LastScheduleAt is { } scheduled)
        {
            status["lastScheduleTime"] = ApiTime.Text(scheduled);
        }

        if (LastSuccessAt is { } succeeded)
        {
            status["lastSuccessfulTime"] = ApiTime.Text(succeeded);
        }

        return status;
    }
}
