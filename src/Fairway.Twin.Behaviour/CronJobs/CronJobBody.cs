using System.Globalization;
using System.Text.Json.Nodes;
using Fairway.Kube.Pods.Objects;

namespace Fairway.Twin.Behaviour.CronJobs;

/// <summary>Makes the Job of a scheduled time. Its name tells the minute, so that no time is served twice.</summary>
internal static class CronJobBody
{
    private const string ScheduledTime = "batch.kubernetes.io/cronjob-scheduled-timestamp";

    public static string NameOf(CronJobView cron, DateTimeOffset scheduled) => string.Create(
        CultureInfo.InvariantCulture, $"{cron.Meta.Name}-{scheduled.ToUnixTimeSeconds() / 60}");

    public static JsonObject Of(CronJobView cron, DateTimeOffset scheduled, TimeZoneInfo zone)
    {
        var template = (JsonObject)JsonNode.Parse(cron.Template)!;
        var annotations = template["metadata"]?["annotations"]?.DeepClone() as JsonObject ?? [];
        var local = TimeZoneInfo.ConvertTime(scheduled, zone);
        annotations[ScheduledTime] = local.Offset == TimeSpan.Zero
            ? ApiTime.Text(scheduled)
            : local.ToString("yyyy-MM-ddTHH:mm:sszzz", CultureInfo.InvariantCulture);
        var metadata = new JsonObject
        {
            ["name"] = NameOf(cron, scheduled),
            ["namespace"] = cron.Meta.Namespace,
            ["annotations"] = annotations,
            ["ownerReferences"] = new JsonArray(
                OwnerReference.ControllerOf("batch/v1", "CronJob", cron.Meta).ToJson()),
        };
        if (template["metadata"]?["labels"] is { } labels)
        {
            metadata["labels"] = labels.DeepClone();
        }

        return new JsonObject
        {
            ["apiVersion"] = "batch/v1",
            ["kind"] = "Job",
            ["metadata"] = metadata,
            ["spec"] = template["spec"]?.DeepClone() ?? new JsonObject(),
        };
    }
}
