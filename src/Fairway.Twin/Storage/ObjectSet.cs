using Fairway.Kube;

namespace Fairway.Twin.Storage;

/// <summary>
/// Objects of one resource in <see cref="ObjectOrder"/>, one for a key. Immutable: a change makes a new set that shares
/// most with the old. A tree of wide nodes, because those of an ImmutableSortedSet take 56 B for each object, these 11
/// B.
/// </summary>
internal sealed class ObjectSet
{
    private readonly ObjectNode root;

    private ObjectSet(ObjectNode root) => this.root = root;

    public static ObjectSet Empty { get; } = new(new ObjectNode(Array.Empty<StoredObject>()));

    public int Count => root.Count;

    public StoredObject this[int index] => From(index).Span[0];

    /// <summary>A set of objects in any order; of those with the same key only the first one is taken.</summary>
    public static ObjectSet Of(IEnumerable<StoredObject> objects)
    {
        var nodes = objects
            .Order(ObjectOrder.Instance)
            .DistinctBy(static o => o.Key)
            .Chunk(ObjectNode.Most)
            .Select(static leaf => new ObjectNode(leaf))
            .ToArray();
        while (nodes.Length > 1)
        {
            nodes = [.. nodes.Chunk(ObjectNode.Most).Select(static branch => new ObjectNode(branch))];
        }

        return nodes.Length == 0 ? Empty : new ObjectSet(nodes[0]);
    }

    public StoredObject? Find(ObjectKey key) => root.Find(key);

    /// <summary>The first place whose key is not before the given one.</summary>
    public int IndexOf(ObjectKey start) => root.IndexOf(start);

    /// <summary>Some objects from a place on, at least one.</summary>
    public ReadOnlyMemory<StoredObject> From(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
        return root.From(index);
    }

    /// <summary>With an object, in the place of the one with the same key if there is one.</summary>
    public ObjectSet With(StoredObject added)
    {
        var (node, right) = root.With(added);
        return new ObjectSet(right is null ? node : new ObjectNode([node, right]));
    }

    /// <summary>Without the object of a key.</summary>
    public ObjectSet Without(ObjectKey key)
    {
        var left = root.Without(key);
        while (left.OnlyChild is { } only)
        {
            left = only;
        }

        return left.Count == 0 ? Empty : new ObjectSet(left);
    }

    public IEnumerator<StoredObject> GetEnumerator()
    {
        for (var at = 0; at < Count;)
        {
            var leaf = From(at);
            for (var i = 0; i < leaf.Length; i++)
            {
                yield return leaf.Span[i];
            }

            at += leaf.Length;
        }
    }
}
