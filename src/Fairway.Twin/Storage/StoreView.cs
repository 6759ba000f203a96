using System.Collections;
using Fairway.Kube;

namespace Fairway.Twin.Storage;

/// <summary>All objects of a resource at one revision, in <see cref="ObjectOrder"/>. Immutable.</summary>
public sealed class StoreView : IReadOnlyList<StoredObject>
{
    private readonly ObjectSet objects;

    internal StoreView(ObjectSet objects, long revision)
    {
        this.objects = objects;
        Revision = revision;
    }

    /// <summary>The cluster's revision at which this is the exact state.</summary>
    public long Revision { get; }

    /// <summary>Number of objects.</summary>
    public int Count => objects.Count;

    /// <summary>The object at a place in the order.</summary>
    public StoredObject this[int index] => objects[index];

    /// <summary>
    /// The first place whose key is not before <paramref name="start"/>; <see cref="Count"/> where there is none.
    /// </summary>
    public int IndexOf(ObjectKey start) => objects.IndexOf(start);

    /// <summary>The places of the objects of one namespace.</summary>
    public Range RangeOf(string ns) => IndexOf(new ObjectKey(ns, "")) .. IndexOf(new ObjectKey(ns, "\uffff"));

    /// <summary>The object with a key, or null.</summary>
    public StoredObject? Find(ObjectKey key) => objects.Find(key);

    /// <inheritdoc/>
    public IEnumerator<StoredObject> GetEnumerator() => objects.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
