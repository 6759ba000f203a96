using Fairway.Api.Rollouts;
using Fairway.Kube;
using Fairway.Kube.Caching;
using Fairway.Rollouts.Sights;
using Fairway.Rollouts.Workloads;

namespace Fairway.Rollouts.Observing;

/// <summary>
/// The pods of one workload, kept in groups as they change: a look at ten thousand pods costs by those that have
/// changed since the last.
/// </summary>
internal sealed class PodCrowd : IDisposable
{
    private readonly Lock gate = new();
    private readonly RolloutCaches caches;
    private readonly PodOrigin origin;
    private readonly IDisposable[] following;
    private readonly Dictionary<string, CrowdGroup.Member> pods = new(StringComparer.Ordinal);
    private readonly SortedDictionary<ReplicaTrait, CrowdGroup> groups = [];
    private readonly SortedDictionary<string, DateTimeOffset> ripening = new(StringComparer.Ordinal);
    private SortedSet<string> changed = new(StringComparer.Ordinal);
    private HashSet<string> changedNodes = new(StringComparer.Ordinal);
    private NodeRanking ranking = new("", NodeOrder.ByName);

    public PodCrowd(RolloutCaches caches, PodOrigin origin)
    {
        this.caches = caches;
        this.origin = origin;
        following = [caches.Pods.Subscribe(PodChanged), caches.Nodes.Subscribe(NodeChanged)];
    }

    /// <summary>When the next pod has been ready for long enough; null where none is on its way.</summary>
    public DateTimeOffset? NextReadyAt => ripening.Count == 0 ? null : ripening.Values.Min();

    /// <summary>Whether it is that of these pods.</summary>
    public bool Is(PodOrigin other) => origin == other;

    /// <summary>The pods as the caches have them now.</summary>
    /// <param name="now">The time.</param>
    /// <param name="change">Mixes the order.</param>
    /// <param name="order">In which order the nodes come.</param>
    public ReplicaCrowd Look(DateTimeOffset now, string change, NodeOrder order)
    {
        var names = Changed(now);
        if (!ranking.Is(change, order))
        {
            ranking = new NodeRanking(change, order);
            Rank(names);
        }

        var found = names.Select(name => (Name: name, Pod: Find(name))).ToList();
        if (found.Exists(item => item.Pod?.Value.Node is { } node && ranking.Find(node) is null))
        {
            Rank(names);
            found = [.. names.Select(name => (name, Find(name)))];
        }

        var reader = new PodReader(origin.MinReadySeconds, now);
        found.ForEach(item => Put(item.Name, item.Pod, reader));
        return ReplicaCrowd.OfRanked(groups.Values.Select(group => group.Seen()));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var one in following)
        {
            one.Dispose();
        }
    }

    // Runs on the loop of the cache.
    private void PodChanged(CacheChange<PodView> change)
    {
        if (change.Old?.Controller?.Uid == origin.Uid || change.New?.Controller?.Uid == origin.Uid)
        {
            lock (gate)
            {
                changed.Add(change.Key.Name);
            }
        }
    }

    private void NodeChanged(CacheChange<NodeView> change)
    {
        if (change.Old is null || change.Old.Value.IsReady != change.New?.Value.IsReady)
        {
            lock (gate)
            {
                changedNodes.Add(change.Key.Name);
            }
        }
    }

    /// <summary>What may not be as it was in the groups. A pod that is ready is what it is wherever it is.</summary>
    private SortedSet<string> Changed(DateTimeOffset now)
    {
        SortedSet<string> names;
        HashSet<string> nodes;
        lock (gate)
        {
            (names, changed) = (changed, new SortedSet<string>(StringComparer.Ordinal));
            (nodes, changedNodes) = (changedNodes, new HashSet<string>(StringComparer.Ordinal));
        }

        names.UnionWith(ripening.Where(pod => pod.Value <= now).Select(pod => pod.Key));
        if (nodes.Count > 0)
        {
            names.UnionWith(groups.Where(group => !group.Key.IsReady).SelectMany(group => group.Value.Members)
                .Where(member => member.Pod.Value.Node is { } node && nodes.Contains(node))
                .Select(member => member.Pod.Key.Name));
        }

        return names;
    }

    private CachedObject<PodView>? Find(string name)
    {
        var found = caches.Pods.Find(new ObjectKey(origin.Namespace, name));
        return found?.Controller?.Uid == origin.Uid && !found.Value.HasEnded ? found : null;
    }

    /// <summary>All have another rank than before.</summary>
    private void Rank(SortedSet<string> names)
    {
        // Any order: they are put into one.
        names.UnionWith(pods.Keys);
        ranking.Take(names.Select(name => Find(name)?.Value.Node).OfType<string>().Distinct(StringComparer.Ordinal)
            .Select(name => new NodeSight(name, NodeOf(name)?.Traits ?? [])));
    }

    private NodeView? NodeOf(string name) => caches.Nodes.Find(new ObjectKey(null, name))?.Value;

    private void Put(string name, CachedObject<PodView>? pod, PodReader reader)
    {
        ripening.Remove(name);
        if (pods.Remove(name, out var old))
        {
            Leave(old);
        }

        if (pod is null)
        {
            return;
        }

        var node = pod.Value.Node;
        var isReady = reader.IsReady(pod.Value);
        var trait = new ReplicaTrait(
            origin.RevisionOf(pod.Value),
            isReady,
            pod.Value.IsDeleting,
            !isReady && node is not null && NodeOf(node)?.IsReady is not true,
            !pod.Value.Containers.IsEmpty);
        if (!groups.TryGetValue(trait, out var group))
        {
            groups[trait] = group = new CrowdGroup(trait);
        }

        pods.Add(name, group.Add(pod, node is null ? 0 : ranking.Find(node) ?? 0));
        if (!isReady && reader.ReadyAt(pod.Value) is { } at)
        {
            ripening.Add(name, at);
        }
    }

    private void Leave(CrowdGroup.Member member)
    {
        var group = member.Group;
        group.Remove(member);
        if (group.Members.IsEmpty)
        {
            groups.Remove(group.Trait);
        }
    }
}
