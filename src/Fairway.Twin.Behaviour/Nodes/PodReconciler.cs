using Fairway.Kube;
using Fairway.Kube.Controllers;
using Fairway.Twin.Behaviour.Objects;
using Fairway.Twin.Behaviour.Requests;
using Fairway.Twin.Behaviour.Running;

namespace Fairway.Twin.Behaviour.Nodes;

/// <summary>All kubelets of a cluster in one: a pod's next step, on whatever simulated node it is.</summary>
internal sealed class PodReconciler(ClusterCaches caches, IKubeApi api, NodeSimulation simulation) : IReconciler
{
    public const string Agent = "kubelet";

    // Exact times of the last step of pods that have a next one; whoever restarts goes by the whole seconds of the
    // status.
    private readonly Dictionary<string, DateTimeOffset> steps = new(StringComparer.Ordinal);

    public async Task<Outcome> ReconcileAsync(ObjectKey key, CancellationToken cancel)
    {
        if (Observe(key) is not { } seen)
        {
            return Outcome.Settled;
        }

        var plan = PodLifecyclePlanner.Plan(seen);
        await ActAsync(seen, plan, cancel);
        Remember(seen, plan);
        return Outcomes.After(null, plan.LookAgainAt);
    }

    private PodObservation? Observe(ObjectKey key)
    {
        if (caches.Pods.Find(key)?.Value is not { NodeName: { } name } pod
            || caches.Nodes.Find(new ObjectKey(null, name))?.Value is not { } node
            || !SimulatedNode.Is(node))
        {
            return null;
        }

        var host = node.InternalIp ?? "127.0.0.1";
        return new PodObservation(
            pod, image => simulation.Behaviours.Of(pod, image, simulation.Seed), simulation.Time.GetUtcNow())
        {
            LastStepAt = steps.TryGetValue(pod.Meta.Uid, out var at) ? at : null,
            HostIp = host,
            PodIp = pod.PodIp ?? (pod.Spec.HostNetwork ? host : FreeIp(node)),
            TellStarted = simulation.Profile.TellsStarted,
        };
    }

    private string FreeIp(NodeView node) => NodeAddresses.FreePodIp(
        node.PodCidr ?? NodeAddresses.PodCidr(0),
        caches.Pods.Lookup(ClusterCaches.ByNode, node.Meta.Name).Select(p => p.Value.PodIp).OfType<string>());

    private async Task ActAsync(PodObservation seen, PodPlan plan, CancellationToken cancel)
    {
        var meta = seen.Pod.Meta;
        KubeRequest? request = plan switch
        {
            { Remove: true } => Request.Delete(
                Agent, KubeResources.Pods, meta, new DeleteHow("Background", GraceSeconds: 0)),
            { Status: { } status } => Request.StrategicStatus(Agent, KubeResources.Pods, meta.Key, status),
            _ => null,
        };
        if (request is not null && await api.SendAsync(request, cancel) is { Status: not 404 } response)
        {
            response.EnsureSuccess();
        }
    }

    private void Remember(PodObservation seen, PodPlan plan)
    {
        if (plan.LookAgainAt is null)
        {
            steps.Remove(seen.Pod.Meta.Uid);
        }
        else if (plan.Status is not null)
        {
            steps[seen.Pod.Meta.Uid] = seen.Now;
        }
    }
}
