using Fairway.Kube;

namespace Fairway.Twin.Storage;

/// <summary>
/// A node of the tree behind <see cref="ObjectSet"/>: a leaf with objects, or a branch whose children are all of the
/// same height. Immutable and never empty, but for a change's intermediate result.
/// </summary>
internal sealed class ObjectNode
{
    /// <summary>Entries of a node. A change copies one node of each height, a lookup bisects them.</summary>
    public const int Most = 32;

    /// <summary>A node with fewer is joined with its neighbour, where both fit into one.</summary>
    private const int Few = Most / 4;

    private readonly StoredObject[]? objects;
    private readonly ObjectNode[]? children;
    private readonly StoredObject? first;

    /// <summary>A leaf; the array becomes its own.</summary>
    public ObjectNode(StoredObject[] objects)
    {
        this.objects = objects;
        first = objects.FirstOrDefault();
        Count = objects.Length;
    }

    /// <summary>A branch; the array becomes its own.</summary>
    public ObjectNode(ObjectNode[] children)
    {
        this.children = children;
        first = children.FirstOrDefault()?.first;
        foreach (var child in children)
        {
            Count += child.Count;
        }
    }

    /// <summary>Number of objects below.</summary>
    public int Count { get; }

    /// <summary>The only child of a branch that has but one; else null.</summary>
    public ObjectNode? OnlyChild => children is [var only] ? only : null;

    private int Size => objects?.Length ?? children!.Length;

    /// <summary>The objects of the leaf in which a place is, from that place on.</summary>
    public ReadOnlyMemory<StoredObject> From(int index)
    {
        var (node, left) = (this, index);
        while (node.children is { } children)
        {
            var i = 0;
            for (; left >= children[i].Count; i++)
            {
                left -= children[i].Count;
            }

            node = children[i];
        }

        return node.objects.AsMemory(left);
    }

    public StoredObject? Find(ObjectKey key)
    {
        var node = this;
        while (node.children is { } children)
        {
            node = children[node.ChildOf(key)];
        }

        var at = node.PlaceOf(key);
        return at < node.objects!.Length && node.objects[at].Key == key ? node.objects[at] : null;
    }

    /// <summary>The number of objects whose keys are before the given one.</summary>
    public int IndexOf(ObjectKey key)
    {
        var (node, before) = (this, 0);
        while (node.children is { } children)
        {
            var at = node.ChildOf(key);
            for (var i = 0; i < at; i++)
            {
                before += children[i].Count;
            }

            node = children[at];
        }

        return before + node.PlaceOf(key);
    }

    /// <summary>The node with an object put in or replaced, and what had to be split off from it.</summary>
    public (ObjectNode Node, ObjectNode? Right) With(StoredObject added)
    {
        if (objects is not null)
        {
            var at = PlaceOf(added.Key);
            var isThere = at < objects.Length && objects[at].Key == added.Key;
            var after = isThere ? at + 1 : at;
            return Split<StoredObject>([.. objects.AsSpan(0, at), added, .. objects.AsSpan(after)], static o => new(o));
        }

        var child = ChildOf(added.Key);
        var (changed, right) = children![child].With(added);
        ReadOnlySpan<ObjectNode> both = right is null ? [changed] : [changed, right];
        var before = children.AsSpan(0, child);
        var behind = children.AsSpan(child + 1);
        return Split<ObjectNode>([.. before, .. both, .. behind], static c => new(c));
    }

    /// <summary>The node without the object of a key, which may leave it empty.</summary>
    public ObjectNode Without(ObjectKey key)
    {
        if (objects is not null)
        {
            var at = PlaceOf(key);
            var isThere = at < objects.Length && objects[at].Key == key;
            return isThere ? new ObjectNode([.. objects.AsSpan(0, at), .. objects.AsSpan(at + 1)]) : this;
        }

        var child = ChildOf(key);
        var changed = children![child].Without(key);
        if (ReferenceEquals(changed, children[child]))
        {
            return this;
        }

        var before = children.AsSpan(0, child);
        var behind = children.AsSpan(child + 1);
        return changed.Count == 0
            ? new ObjectNode([.. before, .. behind])
            : new ObjectNode(Joined([.. before, changed, .. behind], child));
    }

    private static (ObjectNode Node, ObjectNode? Right) Split<T>(T[] entries, Func<T[], ObjectNode> make) =>
        entries.Length <= Most
            ? (make(entries), null)
            : (make(entries[..(entries.Length / 2)]), make(entries[(entries.Length / 2)..]));

    private static ObjectNode[] Joined(ObjectNode[] siblings, int small)
    {
        var left = Math.Max(0, small - 1);
        if (siblings.Length == 1 || siblings[small].Size >= Few || siblings[left].Size + siblings[left + 1].Size > Most)
        {
            return siblings;
        }

        var (a, b) = (siblings[left], siblings[left + 1]);
        var joined = a.objects is not null
            ? new ObjectNode([.. a.objects, .. b.objects!])
            : new ObjectNode([.. a.children!, .. b.children!]);
        return [.. siblings[..left], joined, .. siblings[(left + 2)..]];
    }

    /// <summary>The child in which a key is, if it is anywhere: the last one that does not begin after it.</summary>
    private int ChildOf(ObjectKey key)
    {
        var (low, high) = (1, children!.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            var isBefore = ObjectOrder.Compare(children[middle].first!.Key, key) <= 0;
            (low, high) = isBefore ? (middle + 1, high) : (low, middle);
        }

        return low - 1;
    }

    /// <summary>The first place in a leaf whose key is not before the given one.</summary>
    private int PlaceOf(ObjectKey key)
    {
        var (low, high) = (0, objects!.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            var isBefore = ObjectOrder.Compare(objects[middle].Key, key) < 0;
            (low, high) = isBefore ? (middle + 1, high) : (low, middle);
        }

        return low;
    }
}
