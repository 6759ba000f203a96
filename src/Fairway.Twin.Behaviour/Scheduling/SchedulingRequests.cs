using System.Text.Json.Nodes;
using Fairway.Kube;
using Fairway.Twin.Behaviour.Objects;
using Fairway.Twin.Behaviour.Requests;

namespace Fairway.Twin.Behaviour.Scheduling;

/// <summary>What a placement asks of the API.</summary>
internal static class SchedulingRequests
{
    private const string Agent = SchedulerReconciler.Agent;

    public static KubeRequest Of(Placement placement, DateTimeOffset now) => placement switch
    {
        Placement.Bind bind => Request.Create(
            Agent, KubeResources.Pods, bind.Pod.Meta.Key, "binding", BindingOf(bind)),
        Placement.Refuse refuse => Request.StrategicStatus(
            Agent, KubeResources.Pods, refuse.Pod.Meta.Key, ConditionOf(refuse, now)),
        _ => throw new ArgumentOutOfRangeException(nameof(placement), placement, "a placement without a request"),
    };

    private static JsonObject BindingOf(Placement.Bind bind) => new()
    {
        ["apiVersion"] = "v1",
        ["kind"] = "Binding",
        ["metadata"] = new JsonObject { ["name"] = bind.Pod.Meta.Name, ["namespace"] = bind.Pod.Meta.Namespace },
        ["target"] = new JsonObject { ["apiVersion"] = "v1", ["kind"] = "Node", ["name"] = bind.Node },
    };

    private static JsonObject ConditionOf(Placement.Refuse refuse, DateTimeOffset now)
    {
        var current = refuse.Pod.Find("PodScheduled");
        var condition = new Condition("PodScheduled", "False", "Unschedulable", refuse.Message)
        {
            TransitionedAt = current is { Status: "False" } ? current.TransitionedAt : now,
        };
        return new JsonObject
        {
            ["status"] = new JsonObject { ["conditions"] = new JsonArray(condition.ToJson()) },
        };
    }
}
