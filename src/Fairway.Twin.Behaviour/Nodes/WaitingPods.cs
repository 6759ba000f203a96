using Fairway.Kube;

namespace Fairway.Twin.Behaviour.Nodes;

/// <summary>The pods that wait for objects to appear, few at any time.</summary>
internal sealed class WaitingPods
{
    private readonly Lock gate = new();
    private readonly SortedSet<ObjectKey> pods = new(Comparer<ObjectKey>.Create((one, other) =>
        string.CompareOrdinal(one.Namespace, other.Namespace) is not 0 and var order
            ? order
            : string.CompareOrdinal(one.Name, other.Name)));

    /// <summary>Says whether a pod waits.</summary>
    public void Note(ObjectKey pod, bool waits)
    {
        lock (gate)
        {
            if (waits)
            {
                pods.Add(pod);
            }
            else if (pods.Count > 0)
            {
                pods.Remove(pod);
            }
        }
    }

    /// <summary>Those that an object of the namespace may concern, by name.</summary>
    public IReadOnlyList<ObjectKey> In(string? ns)
    {
        lock (gate)
        {
            return pods.Count == 0 ? [] : [.. pods.Where(pod => pod.Namespace == ns)];
        }
    }
}
