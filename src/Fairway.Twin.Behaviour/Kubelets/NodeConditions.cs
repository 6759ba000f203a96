using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Fairway.Kube.Pods.Objects;
using Fairway.Kube.Pods.Reporting;
using Fairway.Twin.Behaviour.Nodes;

namespace Fairway.Twin.Behaviour.Kubelets;

/// <summary>The conditions that a kubelet reports. Reasons and messages are those of a real one.</summary>
internal static class NodeConditions
{
    public const string Memory = "MemoryPressure";
    public const string Disk = "DiskPressure";
    public const string Processes = "PIDPressure";
    public const string Ready = "Ready";

    /// <summary>All of a healthy node.</summary>
    public static JsonArray Healthy(DateTimeOffset now) =>
        new([.. Wanted(NodeState.Healthy).Select(c => (JsonNode)Json(c, now, now))]);

    /// <summary>What is to be written so that the node says how it is; empty where it does.</summary>
    public static JsonArray Changes(NodeView node, NodeState state, DateTimeOffset now) =>
        new([.. Wanted(state)
            .Where(c => !IsSaid(node, c))
            .Select(c => (JsonNode)Json(c, now, Since(node, c) ?? now))]);

    /// <summary>What a kubelet says of the changes; nothing of a node that has just come.</summary>
    public static ImmutableArray<PodEvent> Events(NodeView node, NodeState state) =>
    [
        .. Wanted(state)
            .Where(c => node.Health.Find(c.Type) is { } before && before.Status != c.Status)
            .Select(c => $"Node{EventName(c)}")
            .Select(reason => new PodEvent(reason, $"Node {node.Meta.Name} status is now: {reason}")),
    ];

    private static IEnumerable<Condition> Wanted(NodeState state)
    {
        var memory = state.Pressures.Any(p => p.Condition == Memory);
        var disk = state.Pressures.Any(p => p.Condition == Disk);
        var processes = state.Pressures.Any(p => p.Condition == Processes);
        yield return memory
            ? new Condition(Memory, "True", "KubeletHasInsufficientMemory", "kubelet has insufficient memory available")
            : new Condition(Memory, "False", "KubeletHasSufficientMemory", "kubelet has sufficient memory available");
        yield return disk
            ? new Condition(Disk, "True", "KubeletHasDiskPressure", "kubelet has disk pressure")
            : new Condition(Disk, "False", "KubeletHasNoDiskPressure", "kubelet has no disk pressure");
        yield return processes
            ? new Condition(Processes, "True", "KubeletHasInsufficientPID", "kubelet has insufficient PID available")
            : new Condition(Processes, "False", "KubeletHasSufficientPID", "kubelet has sufficient PID available");
        yield return new Condition(Ready, "True", "KubeletReady", "kubelet is posting ready status");
    }

    private static bool IsSaid(NodeView node, Condition wanted) =>
        node.Health.Find(wanted.Type) is { } said && said.Status == wanted.Status && said.Reason == wanted.Reason;

    private static DateTimeOffset? Since(NodeView node, Condition wanted) =>
        node.Health.Find(wanted.Type) is { } said && said.Status == wanted.Status ? said.TransitionedAt : null;

    private static JsonObject Json(Condition condition, DateTimeOffset now, DateTimeOffset since) => new()
    {
        ["type"] = condition.Type,
        ["status"] = condition.Status,
        ["lastHeartbeatTime"] = ApiTime.Text(now),
        ["lastTransitionTime"] = ApiTime.Text(since),
        ["reason"] = condition.Reason,
        ["message"] = condition.Message,
    };

    private static string EventName(Condition condition) => condition.Type switch
    {
        Ready => "Ready",
        _ => condition.Reason.Replace("Kubelet", "", StringComparison.Ordinal),
    };
}
