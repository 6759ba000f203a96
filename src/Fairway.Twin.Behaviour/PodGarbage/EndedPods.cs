using Fairway.Kube;
using Fairway.Kube.Caching;
using Fairway.Kube.Pods.Objects;

namespace Fairway.Twin.Behaviour.PodGarbage;

/// <summary>The pods that have ended, those first that go first: evicted ones, then by age.</summary>
internal sealed class EndedPods(int most)
{
    private readonly Lock gate = new();
    private readonly SortedSet<Ended> order = new(Comparer<Ended>.Create(Compare));
    private readonly Dictionary<ObjectKey, Ended> known = [];

    /// <summary>Follows the pods of a cluster.</summary>
    public IDisposable Follow(ObjectCache<PodView> pods) => pods.Subscribe(change =>
    {
        lock (gate)
        {
            if (known.Remove(change.Key, out var before))
            {
                order.Remove(before);
            }

            if (change.New?.Value is { IsTerminal: true } pod)
            {
                var ended = new Ended(change.Key, pod.Meta.CreatedAt, pod.StatusReason == "Evicted");
                known[change.Key] = ended;
                order.Add(ended);
            }
        }
    });

    /// <summary>Those that are too many.</summary>
    public IReadOnlyList<ObjectKey> Surplus()
    {
        lock (gate)
        {
            return [.. order.Take(Math.Max(0, order.Count - most)).Select(e => e.Key)];
        }
    }

    /// <summary>Whether a pod is one of those that are too many.</summary>
    public bool IsSurplus(ObjectKey key) => Surplus().Contains(key);

    private static int Compare(Ended left, Ended right) =>
        left.IsEvicted != right.IsEvicted ? right.IsEvicted.CompareTo(left.IsEvicted)
        : left.CreatedAt != right.CreatedAt ? left.CreatedAt.CompareTo(right.CreatedAt)
        : string.CompareOrdinal(left.Key.ToString(), right.Key.ToString());

    private sealed record Ended(ObjectKey Key, DateTimeOffset CreatedAt, bool IsEvicted);
}
