using System.Text.Json.Nodes;
using Fairway.Kube.Pods.Objects;
using Fairway.Kube.Pods.Reporting;
using Fairway.Twin.Behaviour.Nodes;

namespace Fairway.Twin.Behaviour.Kubelets;

/// <summary>What becomes of a pod that its kubelet evicts.</summary>
internal static class EvictedPod
{
    // What a container exits with that SIGKILL has ended: 128 and the signal's number.
    private const int Killed = 137;

    public static string Message(NodePressure pressure) => $"The node was low on resource: {pressure.Resource}. ";

    /// <summary>The event of the pod.</summary>
    public static PodEvent Event(NodePressure pressure) => new("Evicted", Message(pressure), Warning: true);

    /// <summary>The strategic merge patch of its status.</summary>
    public static JsonObject Patch(PodView pod, NodePressure pressure, DateTimeOffset now)
    {
        var at = ApiTime.Truncate(now);
        var message = Message(pressure);
        var status = new JsonObject
        {
            ["phase"] = PodPhase.Failed,
            ["reason"] = "Evicted",
            ["message"] = message,
            ["conditions"] = new JsonArray(
                new Condition("DisruptionTarget", "True", "TerminationByKubelet", message)
                {
                    TransitionedAt = at,
                }.ToJson(),
                new Condition("Ready", "False", "PodFailed") { TransitionedAt = at }.ToJson(),
                new Condition("ContainersReady", "False", "PodFailed") { TransitionedAt = at }.ToJson()),
        };
        if (!pod.Containers.IsEmpty)
        {
            status["containerStatuses"] = new JsonArray([.. pod.Containers.Select(c => Ended(c, at).ToJson())]);
        }

        return new JsonObject { ["metadata"] = new JsonObject { ["uid"] = pod.Meta.Uid }, ["status"] = status };
    }

    private static ContainerStatus Ended(ContainerStatus container, DateTimeOffset at) =>
        container.Terminated is not null ? container : container with
        {
            Ready = false,
            Started = container.Started is null ? null : false,
            RunningSince = null,
            Waiting = null,
            Terminated = new TerminatedState(Killed, "Error", container.RunningSince ?? at, at)
            {
                ContainerId = container.ContainerId,
            },
        };
}
