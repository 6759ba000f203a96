using Fairway.Kube;
using Fairway.Kube.Pods.Objects;
using Fairway.Twin.Behaviour.Kubelets;
using Fairway.Twin.Behaviour.Running;
using Fairway.Twin.Behaviour.Scheduling.Snapshots;

namespace Fairway.Twin.Behaviour.Nodes;

/// <summary>Reads what a node's next step with a pod rests on, and remembers what no status says.</summary>
internal sealed class PodObserver(ClusterCaches caches, NodeSimulation simulation)
{
    private readonly PodBehaviorBook book = new(caches.Behaviors.Pods, simulation);
    private readonly NodeBehaviorBook nodes = new(caches.Behaviors.Nodes, simulation);
    private readonly NodeImages images = new();
    private readonly AnyCache? maps = caches.Of(KubeResources.ConfigMaps);
    private readonly AnyCache? secrets = caches.Of(KubeResources.Secrets);

    // Of pods that have a next step, mostly; a pod of the same name is another one.
    private readonly Dictionary<ObjectKey, (string Uid, PodMemory Memory)> memories = [];

    /// <summary>The pods that wait for objects.</summary>
    public WaitingPods Waiting { get; } = new();

    /// <summary>What there is of a pod; null where it is gone, or on no simulated node that lives.</summary>
    public PodObservation? Observe(ObjectKey key)
    {
        if (caches.Pods.Find(key)?.Value is not { } pod)
        {
            memories.Remove(key);
            Waiting.Note(key, false);
            return null;
        }

        return pod.NodeName is { } name
            && caches.Nodes.Find(new ObjectKey(null, name))?.Value is { } node
            && NodeMarks.IsSimulated(node)
            && NodeMarks.DarkAt(node, simulation.Time.GetUtcNow()) is null
                ? Observe(pod, node)
                : null;
    }

    /// <summary>Notes that a plan was carried out.</summary>
    public void Remember(PodObservation seen, PodPlan plan)
    {
        var pod = seen.Pod;
        Waiting.Note(pod.Meta.Key, plan.WaitsForObjects);
        if (!plan.Remove && (plan.LookAgainAt is not null || plan.Memory.IsWorthKeeping))
        {
            memories[pod.Meta.Key] = (pod.Meta.Uid, plan.Memory);
        }
        else
        {
            memories.Remove(pod.Meta.Key);
        }

        if (plan.Pulled.Length > 0 && NodeOf(pod) is { } node)
        {
            foreach (var image in plan.Pulled)
            {
                images.Add(node.Meta.Uid, image);
            }
        }
    }

    private PodObservation Observe(PodView pod, NodeView node)
    {
        var host = node.InternalIp ?? "127.0.0.1";
        var times = nodes.TimesOf(node);
        return new PodObservation(
            pod, run => book.Of(new BehaviorSubject(pod, node, run)).Slower(times), simulation.Time.GetUtcNow())
        {
            NodeStartedAt = NodeMarks.StartedAt(node),
            Memory = memories.TryGetValue(pod.Meta.Key, out var kept) && kept.Uid == pod.Meta.Uid
                ? kept.Memory
                : PodMemory.Nothing,
            HostIp = host,
            PodIp = pod.PodIp ?? (pod.Spec.HostNetwork ? host : FreeIp(node)),
            RuntimePrefix = node.System.RuntimePrefix,
            HasImage = image => images.Has(node.Meta.Uid, image),
            IsMissing = need => IsMissing(need, pod.Meta.Namespace),
            Allocatable = node.Allocatable,
            OthersRequest = () => OthersOn(node, pod),
        };
    }

    private NodeView? NodeOf(PodView pod) => caches.Nodes.Find(new ObjectKey(null, pod.NodeName!))?.Value;

    private bool IsMissing(ObjectNeed need, string? ns)
    {
        var key = new ObjectKey(ns, need.Name);
        return need.Kind switch
        {
            ObjectNeed.ConfigMap => maps is not null && !maps.Has(key),
            ObjectNeed.Secret => secrets is not null && !secrets.Has(key),
            _ => caches.Volumes is { } volumes && volumes.Claims.Find(key) is null,
        };
    }

    private ResourceAmounts OthersOn(NodeView node, PodView pod) =>
        caches.Pods.Lookup(ClusterCaches.ByNode, node.Meta.Name).Select(p => p.Value)
            .Where(other => !other.IsTerminal && other.Meta.Uid != pod.Meta.Uid)
            .Aggregate(default(ResourceAmounts), (sum, other) => sum + PodDemand.Of(other));

    private string FreeIp(NodeView node) => NodeAddresses.FreePodIp(
        node.PodCidr ?? NodeAddresses.PodCidr(0),
        caches.Pods.Lookup(ClusterCaches.ByNode, node.Meta.Name).Select(p => p.Value.PodIp).OfType<string>());
}
