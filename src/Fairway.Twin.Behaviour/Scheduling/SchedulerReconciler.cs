using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Fairway.Kube;
using Fairway.Kube.Controllers;
using Fairway.Twin.Behaviour.Objects;
using Fairway.Twin.Behaviour.Requests;
using Fairway.Twin.Behaviour.Running;

namespace Fairway.Twin.Behaviour.Scheduling;

/// <summary>One round of the scheduler: all pending pods at once.</summary>
internal sealed class SchedulerReconciler(ClusterCaches caches, IKubeApi api, TimeProvider time) : IReconciler
{
    public const string Agent = "kube-scheduler";

    /// <summary>The one key: there is nothing to choose between rounds.</summary>
    public static readonly ObjectKey Round = new(null, "round");

    public async Task<Outcome> ReconcileAsync(ObjectKey key, CancellationToken cancel)
    {
        if (Observe() is not { } seen)
        {
            return Outcome.Settled;
        }

        var plan = SchedulerPlanner.Plan(seen);
        foreach (var placement in plan.Placements)
        {
            var response = await api.SendAsync(RequestOf(placement, seen.Now), cancel);
            if (response.Status is not 404)
            {
                response.EnsureSuccess();
            }
        }

        return Outcome.Settled;
    }

    private SchedulingObservation? Observe()
    {
        var pending = caches.Pods.Lookup(ClusterCaches.Unscheduled, ClusterCaches.Yes)
            .Select(p => p.Value)
            .Where(p => p.Spec is { SchedulerName: WellKnown.DefaultScheduler, HasSchedulingGates: false })
            .ToImmutableArray();
        return pending.IsEmpty ? null : new SchedulingObservation(pending, Loads(), time.GetUtcNow());
    }

    private ImmutableArray<NodeLoad> Loads()
    {
        var loads = caches.Nodes.Values().Select(n => new NodeLoad(n, default)).ToArray();
        var places = loads.Select((l, i) => (l.Node.Meta.Name, i)).ToDictionary(StringComparer.Ordinal);
        foreach (var pod in caches.Pods.Values())
        {
            if (pod is { NodeName: { } node, IsTerminal: false } && places.TryGetValue(node, out var i))
            {
                loads[i] = loads[i].With(pod.Spec);
            }
        }

        return [.. loads];
    }

    private static KubeRequest RequestOf(Placement placement, DateTimeOffset now) => placement switch
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
