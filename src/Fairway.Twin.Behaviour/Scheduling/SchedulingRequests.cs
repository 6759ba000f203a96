using System.Text.Json.Nodes;
using Fairway.Kube;
using Fairway.Kube.Pods.Objects;
using Fairway.Kube.Pods.Requests;
using Fairway.Twin.Behaviour.Volumes;

namespace Fairway.Twin.Behaviour.Scheduling;

/// <summary>What a placement asks of the API.</summary>
internal static class SchedulingRequests
{
    private const string Agent = SchedulerReconciler.Agent;

    /// <summary>The requests, in order.</summary>
    public static IEnumerable<KubeRequest> Of(Placement placement, DateTimeOffset now) => placement switch
    {
        Placement.Bind bind =>
        [
            .. bind.Volumes.Where(v => v.Volume.Claim is null).Select(v => Reserve(v.Claim, v.Volume)),
            Request.Create(Agent, KubeResources.Pods, bind.Pod.Meta.Key, "binding", BindingOf(bind)),
        ],
        Placement.Refuse refuse =>
            [Status(refuse.Pod, Told(refuse.Pod, refuse.Message, now), refuse.GivesUpNode ? "" : null)],
        Placement.Preempt preempt =>
        [
            Status(preempt.Pod, Told(preempt.Pod, preempt.Message, now), preempt.Node),
            .. preempt.Displaced.Select(p => Status(p, null, "")),
            .. preempt.Victims.Where(v => !v.Meta.IsDeleting).SelectMany(v => Evict(preempt.Pod, v, now)),
        ],
        _ => throw new ArgumentOutOfRangeException(nameof(placement), placement, "a placement without a request"),
    };

    private static JsonObject BindingOf(Placement.Bind bind) => new()
    {
        ["apiVersion"] = "v1",
        ["kind"] = "Binding",
        ["metadata"] = new JsonObject
        {
            ["name"] = bind.Pod.Meta.Name,
            ["namespace"] = bind.Pod.Meta.Namespace,
            ["uid"] = bind.Pod.Meta.Uid,
        },
        ["target"] = new JsonObject { ["apiVersion"] = "v1", ["kind"] = "Node", ["name"] = bind.Node },
    };

    // The binder sees the reservation and binds the two.
    private static KubeRequest Reserve(ClaimView claim, VolumeView volume) => Request.Merge(
        Agent, CoreResources.Volumes, volume.Meta.Key, new JsonObject
        {
            ["metadata"] = new JsonObject
            {
                ["resourceVersion"] = volume.Meta.ResourceVersion,
                ["annotations"] = new JsonObject { [VolumeNames.BoundByController] = "yes" },
            },
            ["spec"] = new JsonObject
            {
                ["claimRef"] = new JsonObject
                {
                    ["apiVersion"] = "v1",
                    ["kind"] = "PersistentVolumeClaim",
                    ["namespace"] = claim.Meta.Namespace,
                    ["name"] = claim.Meta.Name,
                    ["uid"] = claim.Meta.Uid,
                },
            },
        });

    private static IEnumerable<KubeRequest> Evict(PodView pod, PodView victim, DateTimeOffset now)
    {
        var condition = new Condition(
            "DisruptionTarget",
            "True",
            "PreemptionByScheduler",
            $"{pod.Spec.SchedulerName}: preempting to accommodate a higher priority pod") { TransitionedAt = now };
        yield return Status(victim, condition, null);
        yield return Request.Delete(Agent, KubeResources.Pods, victim.Meta, new DeleteHow());
    }

    private static Condition Told(PodView pod, string message, DateTimeOffset now)
    {
        var current = pod.Find("PodScheduled");
        return new Condition("PodScheduled", "False", "Unschedulable", message)
        {
            TransitionedAt = current is { Status: "False" } ? current.TransitionedAt : now,
        };
    }

    /// <param name="pod">The pod.</param>
    /// <param name="condition">A condition to set, or null.</param>
    /// <param name="nominated">The node that is cleared for it; empty for none any more, null for no change.</param>
    private static KubeRequest Status(PodView pod, Condition? condition, string? nominated)
    {
        var status = new JsonObject();
        if (condition is not null)
        {
            status["conditions"] = new JsonArray(condition.ToJson());
        }

        if (nominated is not null && nominated != (pod.NominatedNode ?? ""))
        {
            status["nominatedNodeName"] = nominated.Length == 0 ? null : nominated;
        }

        return Request.StrategicStatus(
            Agent, KubeResources.Pods, pod.Meta.Key, new JsonObject
            {
                ["metadata"] = new JsonObject { ["uid"] = pod.Meta.Uid },
                ["status"] = status,
            });
    }
}
