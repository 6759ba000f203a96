using System.Globalization;
using System.Text.Json.Nodes;
using Fairway.Twin.Api.Objects;

namespace Fairway.Twin.Api.Tables;

/// <summary>Cells of jobs and of what starts them.</summary>
internal static class BatchCells
{
    // The first that holds is a job's status, as the reference server's printer has it.
    private static readonly string[] AfterDeletion = ["Suspended", "FailureTarget", "SuccessCriteriaMet"];

    public static JsonNode? OfJob(string way, JsonObject job, DateTimeOffset now) => way switch
    {
        "job.status" => Status(job),
        "job.completions" => Completions(job),
        "job.duration" => Duration(job, now),
        _ => throw new InvalidOperationException($"columns.tsv asks for a cell that nobody makes: {way}"),
    };

    public static JsonNode? OfCronJob(string way, JsonObject cron, DateTimeOffset now)
    {
        var job = cron["spec"]?["jobTemplate"]?["spec"];
        return way switch
        {
            "cronjob.suspend" =>
                Cells.Text(cron, "spec.suspend", "false") == "true" ? "True" : "False",
            "cronjob.last" => Cells.Text(cron, "status.lastScheduleTime", "") is { Length: > 0 } last
                ? Ages.Since(last, now)
                : Cells.None,
            "cronjob.names" => Cells.Containers(job?["template"], "name"),
            "cronjob.images" => Cells.Containers(job?["template"], "image"),
            "cronjob.selector" => SelectorText.Of(job?["selector"] as JsonObject) is { Length: > 0 } text
                ? text
                : Cells.None,
            _ => throw new InvalidOperationException($"columns.tsv asks for a cell that nobody makes: {way}"),
        };
    }

    private static string Status(JsonObject job)
    {
        var ended = Array.Find(["Complete", "Failed"], type => Holds(job, type));
        return ended
            ?? (ObjectMeta.Has(ObjectMeta.Of(job), "deletionTimestamp")
                ? "Terminating"
                : Array.Find(AfterDeletion, type => Holds(job, type)) ?? "Running");
    }

    private static bool Holds(JsonObject job, string type) => (job["status"]?["conditions"] as JsonArray ?? [])
        .Any(c => Cells.Text(c, "type", "") == type && Cells.Text(c, "status", "") == "True");

    private static string Completions(JsonObject job)
    {
        var (done, side) = (Cells.Number(job, "status.succeeded"), Cells.Number(job, "spec.parallelism"));
        return job["spec"]?["completions"] is { } wanted
            ? string.Create(CultureInfo.InvariantCulture, $"{done}/{wanted}")
            : side > 1
                ? string.Create(CultureInfo.InvariantCulture, $"{done}/1 of {side}")
                : string.Create(CultureInfo.InvariantCulture, $"{done}/1");
    }

    private static string Duration(JsonObject job, DateTimeOffset now)
    {
        var (start, end) =
            (Cells.Text(job, "status.startTime", ""), Cells.Text(job, "status.completionTime", ""));
        return start.Length == 0 ? ""
            : DateTimeOffset.TryParse(
                end, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)
                ? Ages.Since(start, at)
                : Ages.Since(start, now);
    }
}
