using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Fairway.Kube.Pods.Objects;

namespace Fairway.Twin.Behaviour.Nodes;

/// <summary>The strategic merge patch that brings a pod's status to what its node sees. Conditions of others
/// stay.</summary>
internal static class PodStatusPatch
{
    public static JsonObject? Between(PodView pod, PodView wanted)
    {
        // Every second look at a pod finds nothing new of its containers, and they are most of what is compared.
        var told = new Told(
            !pod.Containers.SequenceEqual(wanted.Containers),
            !pod.InitContainers.SequenceEqual(wanted.InitContainers),
            !pod.EphemeralContainers.SequenceEqual(wanted.EphemeralContainers));
        var status = MergePatch.Between(Fields(pod, told), Fields(wanted, told)) ?? [];
        var conditions =
            wanted.Conditions.Where(c => pod.Find(c.Type) != c with { UpdatedAt = pod.Find(c.Type)?.UpdatedAt })
            .Select(c => Written(c, pod.Find(c.Type)))
            .Concat(PodConditions.Passing.Where(t => pod.Find(t) is not null && wanted.Find(t) is null).Select(Removed))
            .ToArray<JsonNode>();
        if (conditions.Length > 0)
        {
            status["conditions"] = new JsonArray(conditions);
        }

        return status.Count == 0 ? null : new JsonObject { ["status"] = status };
    }

    private static JsonObject Fields(PodView pod, Told told)
    {
        var status = new JsonObject();
        status.SetUnlessZero("observedGeneration", pod.ObservedGeneration);
        status["phase"] = pod.Phase;
        status.SetUnlessEmpty("reason", pod.StatusReason);
        status.SetUnlessEmpty("message", pod.StatusMessage);
        status.SetUnlessEmpty("hostIP", pod.HostIp ?? "");
        status.SetUnlessEmpty("podIP", pod.PodIp ?? "");
        if (pod.HostIp is { } host)
        {
            status["hostIPs"] = new JsonArray(new JsonObject { ["ip"] = host });
        }

        if (pod.PodIp is { } ip)
        {
            status["podIPs"] = new JsonArray(new JsonObject { ["ip"] = ip });
        }

        if (pod.StartedAt is { } started)
        {
            status["startTime"] = ApiTime.Text(started);
        }

        SetContainers(status, "containerStatuses", told.Main ? pod.Containers : []);
        SetContainers(status, "initContainerStatuses", told.Init ? pod.InitContainers : []);
        SetContainers(status, "ephemeralContainerStatuses", told.Ephemeral ? pod.EphemeralContainers : []);
        return status;
    }

    private static void SetContainers(JsonObject status, string field, ImmutableArray<ContainerStatus> containers)
    {
        if (!containers.IsEmpty)
        {
            status[field] = new JsonArray([.. containers.Select(c => c.ToJson())]);
        }
    }

    private static JsonObject Removed(string type) => new() { ["$patch"] = "delete", ["type"] = type };

    // A reason or message that is no longer true must be removed: the patch merges conditions by type.
    private static JsonObject Written(Condition condition, Condition? current)
    {
        var written = condition.ToJson();
        if (current is { Reason.Length: > 0 } && condition.Reason.Length == 0)
        {
            written["reason"] = null;
        }

        if (current is { Message.Length: > 0 } && condition.Message.Length == 0)
        {
            written["message"] = null;
        }

        return written;
    }

    /// <summary>Which containers are to be told of.</summary>
    private readonly record struct Told(bool Main, bool Init, bool Ephemeral);
}
