using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Fairway.Kube.Pods.Objects;
using Fairway.Kube.Pods.Reporting;
using Fairway.Twin.Behaviour.Nodes;

namespace Fairway.Twin.Behaviour.NodeLifecycle;

/// <summary>
/// Declares silent nodes unknown, taints nodes by their conditions, and takes the readiness of pods that nobody looks
/// after. Reasons, messages and taints are those of a real cluster's node lifecycle controller. Which node is to lose
/// its pods next is a matter of its zone: <see cref="ZonePlanner"/>.
/// </summary>
internal static class NodePlanner
{
    private static readonly string[] Watched = ["Ready", "MemoryPressure", "DiskPressure", "PIDPressure"];

    public static NodePlan Plan(NodeObservation seen)
    {
        var node = seen.Node;
        if (node.Health.Ready is null && !seen.IsSilent)
        {
            // Its kubelet has not said anything yet, and has still time to.
            return new NodePlan { LookAgainAt = seen.SilentAt };
        }

        var ready = seen.IsSilent ? "Unknown" : node.Health.ReadyStatus;
        var wasReady = node.Health.ReadyStatus == "True";
        return new NodePlan
        {
            Status = seen.IsSilent ? Unknown(seen) : null,
            Taints = Taints(node, ready, seen.Now),
            Unready = ready == "Unknown" ? seen.ReadyPods : [],
            Events = wasReady && ready != "True"
                ? [new PodEvent("NodeNotReady", $"Node {node.Meta.Name} status is now: NodeNotReady")]
                : [],
            LookAgainAt = seen.IsSilent ? null : seen.SilentAt,
        };
    }

    private static JsonObject? Unknown(NodeObservation seen)
    {
        var changes = Watched
            .Where(type => seen.Node.Health.Find(type)?.Status != "Unknown")
            .Select(type => (JsonNode)Unknown(seen, type))
            .ToArray();
        return changes.Length == 0
            ? null
            : new JsonObject { ["status"] = new JsonObject { ["conditions"] = new JsonArray(changes) } };
    }

    private static JsonObject Unknown(NodeObservation seen, string type)
    {
        var isThere = seen.Node.Health.Find(type) is not null;
        var condition = new JsonObject
        {
            ["type"] = type,
            ["status"] = "Unknown",
            ["lastTransitionTime"] = ApiTime.Text(seen.Now),
            ["reason"] = isThere ? "NodeStatusUnknown" : "NodeStatusNeverUpdated",
            ["message"] = isThere ? "Kubelet stopped posting node status." : "Kubelet never posted node status.",
        };
        if (!isThere)
        {
            condition["lastHeartbeatTime"] = ApiTime.Text(seen.Node.Meta.CreatedAt);
        }

        return condition;
    }

    private static ImmutableArray<Taint>? Taints(NodeView node, string ready, DateTimeOffset now)
    {
        var wanted = NodeTaintKeys.Wanted(node, ready).ToArray();
        var kept = node.Taints.RemoveAll(t =>
            t.Effect == WellKnown.NoSchedule && NodeTaintKeys.IsManaged(t.Key) && !wanted.Contains(t.Key));
        var added = wanted
            .Where(key => !node.Taints.Any(t => t.Is(key, WellKnown.NoSchedule)))
            .Select(key => new Taint(key, "", WellKnown.NoSchedule) { AddedAt = now });
        var all = Evicting(kept, ready, now).AddRange(added);
        return all.SequenceEqual(node.Taints) ? null : all;
    }

    // A taint that drives pods off goes at once where the node is ready, and changes its name with what is known.
    private static ImmutableArray<Taint> Evicting(ImmutableArray<Taint> taints, string ready, DateTimeOffset now)
    {
        if (!taints.Any(NodeTaintKeys.Evicts))
        {
            return taints;
        }

        var key = NodeTaintKeys.Of(ready);
        var kept = taints.RemoveAll(t => NodeTaintKeys.Evicts(t) && t.Key != key);
        return key is null || kept.Any(t => t.Is(key, WellKnown.NoExecute))
            ? kept
            : kept.Add(new Taint(key, "", WellKnown.NoExecute) { AddedAt = now });
    }
}
