using System.Text.Json.Nodes;

namespace Fairway.Components.Hooks;

/// <summary>What pods say of why they do not do well.</summary>
internal static class PodWords
{
    private static readonly string[] ContainerLists = ["initContainerStatuses", "containerStatuses"];

    /// <summary>What every container says when nothing is wrong with it.</summary>
    private static readonly string[] Ordinary = ["ContainerCreating", "PodInitializing"];

    /// <summary>Of the last pod, by its time and name, that says anything; null where none does.</summary>
    public static string? Of(IEnumerable<JsonObject> pods) => pods
        .OrderByDescending(pod => (string?)pod["metadata"]?["creationTimestamp"], StringComparer.Ordinal)
        .ThenBy(pod => (string?)pod["metadata"]?["name"], StringComparer.Ordinal)
        .Select(Of)
        .FirstOrDefault(words => words is not null);

    private static string? Of(JsonObject pod)
    {
        var status = pod["status"];
        var containers = ContainerLists
            .SelectMany(list => (status?[list] as JsonArray ?? []).OfType<JsonObject>());
        var said = containers.Select(OfContainer).FirstOrDefault(words => words is not null)
            ?? (status?["conditions"] as JsonArray ?? []).OfType<JsonObject>()
                .Where(one => (string?)one["type"] == "PodScheduled" && (string?)one["status"] == "False")
                .Select(one => $"{one["reason"]}: {one["message"]}").FirstOrDefault()
            ?? (status?["reason"] is { } reason ? $"{reason}: {status["message"]}" : null);
        return said is null ? null : $"pod {pod["metadata"]?["name"]}: {said}";
    }

    private static string? OfContainer(JsonObject container)
    {
        var state = container["state"];
        var ended = state?["terminated"] ?? container["lastState"]?["terminated"];
        if (ended is not null && ((int?)ended["exitCode"] ?? 0) != 0)
        {
            var message = (string?)ended["message"] is { Length: > 0 } text ? $": {text}" : "";
            return $"container {container["name"]} ended with {ended["exitCode"]} ({ended["reason"]}){message}";
        }

        var waiting = state?["waiting"];
        return (string?)waiting?["reason"] is { } reason && !Ordinary.Contains(reason)
            ? $"container {container["name"]}: {reason}{((string?)waiting!["message"] is { } more ? $", {more}" : "")}"
            : null;
    }
}
