using System.Globalization;
using System.Text.Json.Nodes;
using Fairway.Twin.Api.Objects;

namespace Fairway.Twin.Api.Tables;

/// <summary>
/// Cells of pods. What a pod's one-word status is, out of phase, reasons of containers and deletion, follows the rules
/// of the reference server's printer (pkg/printers/internalversion), as people and scripts know its words.
/// </summary>
internal static class PodCells
{
    public static string Ready(JsonObject pod)
    {
        var containers = List(pod["spec"], "containers");
        return string.Create(
            CultureInfo.InvariantCulture, $"{Statuses(pod, "containerStatuses").Count(IsReady)}/{containers.Count}");
    }

    public static string Status(JsonObject pod)
    {
        var reason = Cells.Text(pod, "status.reason", "");
        reason = reason.Length > 0 ? reason : Cells.Text(pod, "status.phase", "Unknown");
        if (IsGated(pod))
        {
            reason = "SchedulingGated";
        }

        reason = InitReason(pod) ?? ContainerReason(pod, reason);
        if (!ObjectMeta.Has(ObjectMeta.Of(pod), "deletionTimestamp"))
        {
            return reason;
        }

        var ended = Cells.Text(pod, "status.phase", "") is "Succeeded" or "Failed";
        return Cells.Text(pod, "status.reason", "") == "NodeLost" ? "Unknown" : ended ? reason : "Terminating";
    }

    public static string Restarts(JsonObject pod, DateTimeOffset now)
    {
        var statuses = Statuses(pod, "containerStatuses").ToArray();
        var restarts = statuses.Sum(s => Cells.Number(s, "restartCount"));
        var last = statuses.Select(s => Cells.Text(s, "lastState.terminated.finishedAt", ""))
            .Max(StringComparer.Ordinal) ?? "";
        var text = restarts.ToString(CultureInfo.InvariantCulture);
        return restarts > 0 && last.Length > 0 ? $"{text} ({Ages.Since(last, now)} ago)" : text;
    }

    public static string Gates(JsonObject pod)
    {
        var gates = List(pod["spec"], "readinessGates");
        if (gates.Count == 0)
        {
            return Cells.None;
        }

        var conditions = List(pod["status"], "conditions");
        var passed = gates.Count(g => conditions.Any(c =>
            Cells.Text(c, "type", "") == Cells.Text(g, "conditionType", "-") && Cells.Text(c, "status", "") == "True"));
        return string.Create(CultureInfo.InvariantCulture, $"{passed}/{gates.Count}");
    }

    private static bool IsGated(JsonObject pod) => List(pod["status"], "conditions").Any(c =>
        Cells.Text(c, "type", "") == "PodScheduled" && Cells.Text(c, "reason", "") == "SchedulingGated");

    private static string? InitReason(JsonObject pod)
    {
        var wanted = List(pod["spec"], "initContainers").Count;
        var done = 0;
        foreach (var status in Statuses(pod, "initContainerStatuses"))
        {
            var ended = status["state"]?["terminated"];
            if (ended is not null && Cells.Number(ended, "exitCode") == 0)
            {
                done++;
                continue;
            }

            var why = ended is not null ? Ended(ended) : Cells.Text(status, "state.waiting.reason", "");
            return why.Length > 0 && why != "PodInitializing"
                ? $"Init:{why}"
                : string.Create(CultureInfo.InvariantCulture, $"Init:{done}/{wanted}");
        }

        return null;
    }

    private static string ContainerReason(JsonObject pod, string reason)
    {
        var running = false;
        foreach (var status in Statuses(pod, "containerStatuses").Reverse())
        {
            var waiting = Cells.Text(status, "state.waiting.reason", "");
            if (waiting.Length > 0)
            {
                reason = waiting;
            }
            else if (status["state"]?["terminated"] is { } ended)
            {
                reason = Ended(ended);
            }
            else
            {
                running |= IsReady(status) && status["state"]?["running"] is not null;
            }
        }

        return reason == "Completed" && running ? IsPodReady(pod) ? "Running" : "NotReady" : reason;
    }

    private static string Ended(JsonNode ended)
    {
        var reason = Cells.Text(ended, "reason", "");
        var signal = Cells.Number(ended, "signal");
        return reason.Length > 0
            ? reason
            : signal != 0 ? $"Signal:{signal}" : $"ExitCode:{Cells.Number(ended, "exitCode")}";
    }

    private static bool IsPodReady(JsonObject pod) => List(pod["status"], "conditions").Any(c =>
        Cells.Text(c, "type", "") == "Ready" && Cells.Text(c, "status", "") == "True");

    private static bool IsReady(JsonNode status) =>
        status["ready"] is JsonValue value && value.TryGetValue<bool>(out var ready) && ready;

    private static IEnumerable<JsonObject> Statuses(JsonObject pod, string list) =>
        List(pod["status"], list).OfType<JsonObject>();

    private static JsonArray List(JsonNode? node, string field) => (node as JsonObject)?[field] as JsonArray ?? [];
}
