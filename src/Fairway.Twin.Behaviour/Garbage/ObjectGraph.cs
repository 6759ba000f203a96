using Fairway.Kube;
using Fairway.Kube.Caching;
using Fairway.Kube.Objects;
using Fairway.Kube.Pods.Objects;

namespace Fairway.Twin.Behaviour.Garbage;

/// <summary>
/// Who owns whom, over all resources of a cluster, as their caches show it. An owner that was never seen is not known
/// to be absent.
/// </summary>
internal sealed class ObjectGraph
{
    // Owners that were seen to go are remembered for a while: their dependents follow soon.
    private const int MostGone = 4096;

    private readonly Lock gate = new();
    private readonly Dictionary<string, GraphNode> nodes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SortedSet<string>> dependents = new(StringComparer.Ordinal);
    private readonly HashSet<string> gone = new(StringComparer.Ordinal);
    private readonly Queue<string> goneInOrder = [];

    /// <summary>Keeps the graph up to date with a cache.</summary>
    public IDisposable Follow<T>(ObjectCache<T> cache)
        where T : class, IObjectView => cache.Subscribe(change => Apply(cache.Resource, change));

    public GraphNode? Find(string uid)
    {
        lock (gate)
        {
            return nodes.GetValueOrDefault(uid);
        }
    }

    /// <summary>Whether the object of that uid was seen to go.</summary>
    public bool IsGone(string uid)
    {
        lock (gate)
        {
            return gone.Contains(uid);
        }
    }

    public void MarkGone(string uid)
    {
        lock (gate)
        {
            MarkGoneLocked(uid);
        }
    }

    /// <summary>Objects that name this one as their owner, ordered by uid.</summary>
    public GraphNode[] DependentsOf(string uid)
    {
        lock (gate)
        {
            return dependents.TryGetValue(uid, out var uids)
                ? [.. uids.Select(u => nodes.GetValueOrDefault(u)).OfType<GraphNode>()]
                : [];
        }
    }

    /// <summary>Takes out an object whose resource is no more.</summary>
    public void Lose(ObjectMeta meta)
    {
        lock (gate)
        {
            nodes.Remove(meta.Uid);
            Unlink(meta);
            MarkGoneLocked(meta.Uid);
        }
    }

    /// <summary>Objects that name an owner of a kind, ordered by uid.</summary>
    public GraphNode[] OwnedByKind(KubeResource kind)
    {
        lock (gate)
        {
            return [.. nodes.Values
                .Where(node => node.Meta.Owners.Any(owner => OwnerLookup.IsOf(owner, kind)))
                .OrderBy(node => node.Meta.Uid, StringComparer.Ordinal)];
        }
    }

    /// <summary>The objects that a change concerns: the object, its dependents if it goes, its owners if they may wait
    /// for it.</summary>
    public IEnumerable<ObjectKey> ConcernedBy<T>(CacheChange<T> change)
        where T : class, IObjectView => ConcernedBy(change.Old?.Value.Meta, change.New?.Value.Meta);

    /// <summary>The same by the metadata before and after the change.</summary>
    public IEnumerable<ObjectKey> ConcernedBy(ObjectMeta? old, ObjectMeta? now)
    {
        if (old is not null && now is not null && old.IsDeleting == now.IsDeleting && HaveSameTies(old, now))
        {
            yield break;
        }

        var meta = now ?? old!;
        if (now is not null && (!now.Owners.IsEmpty || now.IsDeleting))
        {
            yield return KeyOf(now.Uid);
        }

        foreach (var owner in (old?.Owners ?? []).Concat(now?.Owners ?? []).Where(o => IsGoing(o.Uid)))
        {
            yield return KeyOf(owner.Uid);
        }

        if (now is null || now.IsDeleting)
        {
            foreach (var dependent in DependentsOf(meta.Uid))
            {
                yield return KeyOf(dependent.Meta.Uid);
            }
        }
    }

    public static ObjectKey KeyOf(string uid) => new(null, uid);

    private bool IsGoing(string uid) => Find(uid) is { Meta.IsDeleting: true };

    private void Apply<T>(KubeResource resource, CacheChange<T> change)
        where T : class, IObjectView
    {
        lock (gate)
        {
            if (change is { Old.Value.Meta: { } was, New.Value.Meta: { } stays } && HaveSameTies(was, stays))
            {
                nodes[stays.Uid] = new GraphNode(resource, stays);
                return;
            }

            if (change.Old?.Value.Meta is { } old)
            {
                nodes.Remove(old.Uid);
                Unlink(old);
                if (change.New is null)
                {
                    MarkGoneLocked(old.Uid);
                }
            }

            if (change.New?.Value.Meta is { } now)
            {
                nodes[now.Uid] = new GraphNode(resource, now);
                Link(now);
            }
        }
    }

    // Most changes are of something else, and pods change five times before they are ready.
    private static bool HaveSameTies(ObjectMeta old, ObjectMeta now) =>
        old.Uid == now.Uid && old.Owners.SequenceEqual(now.Owners) && old.Finalizers.SequenceEqual(now.Finalizers);

    private void Link(ObjectMeta meta)
    {
        foreach (var owner in meta.Owners)
        {
            if (!dependents.TryGetValue(owner.Uid, out var uids))
            {
                dependents[owner.Uid] = uids = new SortedSet<string>(StringComparer.Ordinal);
            }

            uids.Add(meta.Uid);
        }
    }

    private void Unlink(ObjectMeta meta)
    {
        foreach (var owner in meta.Owners)
        {
            if (dependents.TryGetValue(owner.Uid, out var uids) && uids.Remove(meta.Uid) && uids.Count == 0)
            {
                dependents.Remove(owner.Uid);
            }
        }
    }

    private void MarkGoneLocked(string uid)
    {
        if (gone.Add(uid))
        {
            goneInOrder.Enqueue(uid);
            if (goneInOrder.Count > MostGone)
            {
                gone.Remove(goneInOrder.Dequeue());
            }
        }
    }
}
