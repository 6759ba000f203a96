using System.Collections.Immutable;
using Fairway.Kube.Pods.Objects;

namespace Fairway.Twin.Behaviour.Scheduling.Snapshots;

/// <summary>
/// The cluster as the scheduler believes it to be: what its caches show, and the pods that it has decided on and whose
/// binding does not show yet. The owner locks.
/// </summary>
internal sealed class ClusterModel
{
    private readonly Dictionary<string, (string Node, PodInfo Pod)> placed = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (string Node, PodInfo Pod)> nominated = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<PodInfo>> homeless = new(StringComparer.Ordinal);

    /// <summary>The present state.</summary>
    public ClusterSnapshot Now { get; private set; } = ClusterSnapshot.Empty;

    /// <summary>Adds a node with the pods that are bound to it, or changes it.</summary>
    public void Put(NodeView node)
    {
        Now = Now.WithNode(node);
        if (homeless.Remove(node.Meta.Name, out var pods))
        {
            Now = pods.Aggregate(Now, (cluster, pod) => cluster.WithPod(node.Meta.Name, pod));
        }
    }

    public void Remove(NodeView node)
    {
        if (Now.Find(node.Meta.Name) is { } known)
        {
            Now = Now.WithoutNode(known.Name);
            if (!known.Pods.IsEmpty)
            {
                homeless[known.Name] = [.. known.Pods];
            }
        }
    }

    /// <summary>The pod as it is on its node; null where it is on none.</summary>
    public (string Node, PodInfo Pod)? Find(string uid) =>
        placed.TryGetValue(uid, out var found) ? found : null;

    /// <summary>Puts the pod on a node, from where it was.</summary>
    public void Place(string node, PodInfo pod)
    {
        Displace(pod.Meta.Uid);
        Nominate(null, pod);
        placed[pod.Meta.Uid] = (node, pod);
        if (Now.Find(node) is not null)
        {
            Now = Now.WithPod(node, pod);
        }
        else if (homeless.TryGetValue(node, out var others))
        {
            others.Add(pod);
        }
        else
        {
            homeless[node] = [pod];
        }
    }

    /// <summary>Takes the pod from its node; null where it was on none.</summary>
    public PodInfo? Displace(string uid)
    {
        if (!placed.Remove(uid, out var was))
        {
            return null;
        }

        if (Now.Find(was.Node) is not null)
        {
            Now = Now.WithoutPod(was.Node, was.Pod);
        }
        else if (homeless.TryGetValue(was.Node, out var others) && others.Remove(was.Pod) && others.Count == 0)
        {
            homeless.Remove(was.Node);
        }

        return was.Pod;
    }

    /// <summary>Says which node is being cleared for the pod; null for none.</summary>
    public void Nominate(string? node, PodInfo pod)
    {
        if (nominated.Remove(pod.Meta.Uid, out var was))
        {
            Now = Now.WithNominated(was.Node, Now.Nominated.GetValueOrDefault(was.Node, []).Remove(was.Pod));
        }

        if (node is not null)
        {
            nominated[pod.Meta.Uid] = (node, pod);
            Now = Now.WithNominated(node, Now.Nominated.GetValueOrDefault(node, []).Add(pod));
        }
    }

    /// <summary>Gives a namespace its labels; null where it is gone.</summary>
    public void PutNamespace(string name, StringMap? labels) => Now = Now.WithNamespace(name, labels);

    /// <summary>Keeps from now on what decisions about such a pod ask for.</summary>
    public ClusterSnapshot Prepare(IEnumerable<PodMatcher> matchers, IEnumerable<string> keys, bool ordered)
    {
        var cluster = ordered ? Now.Ordered() : Now;
        cluster = matchers.Aggregate(cluster, (c, matcher) => c.Tallying(matcher));
        return Now = keys.Aggregate(cluster, (c, key) => c.WithColumn(key));
    }
}
