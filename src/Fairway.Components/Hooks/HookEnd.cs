using System.Text.Json.Nodes;
using Fairway.Merge.Diffing;

namespace Fairway.Components.Hooks;

/// <summary>Whether a hook has ended, and how. Jobs and Pods run; whatever else a hook is has done its part when it is
/// there, as in Helm.</summary>
/// <param name="IsOver">Whether nothing more is waited for.</param>
/// <param name="HasFailed">Whether it ended badly.</param>
/// <param name="Message">Why it failed, or what is waited for.</param>
internal sealed record HookEnd(bool IsOver, bool HasFailed, string Message)
{
    private static readonly HookEnd Good = new(true, false, "");

    /// <summary>Reads it.</summary>
    /// <param name="reference">The object.</param>
    /// <param name="live">As it is.</param>
    /// <param name="pods">A Job's pods.</param>
    public static HookEnd Of(ObjectRef reference, JsonObject live, IReadOnlyList<JsonObject> pods) =>
        reference.Kind switch
        {
            { Group: "batch", Kind: "Job" } => OfJob(live, pods),
            { Group: "", Kind: "Pod" } => OfPod(live),
            _ => Good,
        };

    private static HookEnd OfJob(JsonObject job, IReadOnlyList<JsonObject> pods)
    {
        var conditions = (job["status"]?["conditions"] as JsonArray ?? []).OfType<JsonObject>()
            .Where(condition => (string?)condition["status"] == "True").ToList();
        if (conditions.Any(condition => (string?)condition["type"] == "Complete"))
        {
            return Good;
        }

        var why = PodWords.Of(pods) is { } words ? $"; {words}" : "";
        if (conditions.Find(condition => (string?)condition["type"] == "Failed") is { } failed)
        {
            return new(true, true, $"{failed["reason"]}: {failed["message"]}{why}");
        }

        var wanted = (int?)job["spec"]?["completions"] ?? 1;
        return new(false, false, $"{(int?)job["status"]?["succeeded"] ?? 0} of {wanted} pods have succeeded{why}");
    }

    private static HookEnd OfPod(JsonObject pod)
    {
        var why = PodWords.Of([pod]);
        var more = why is null ? "" : $"; {why}";
        return (string?)pod["status"]?["phase"] switch
        {
            "Succeeded" => Good,
            "Failed" => new(true, true, why ?? (string?)pod["status"]?["message"] ?? "the pod failed"),
            var phase => new(false, false, $"the pod is {phase ?? "not looked at yet"}{more}"),
        };
    }
}
