using System.Collections;
using Fairway.Kube;

namespace Fairway.Twin.Storage;

/// <summary>All objects of a resource at one revision, in <see cref="ObjectOrder"/>. Immutable.</summary>
public sealed class StoreView : IReadOnlyList<StoredObject>
{
    private readonly ObjectSet objects;

    // Most readers go from place to place: each stretch is looked up once.
    private Stretch? recent;

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
    public StoredObject this[int index]
    {
        get
        {
            if (recent is not { } there || index < there.Start || index >= there.Start + there.Objects.Length)
            {
                recent = there = new Stretch(index, objects.From(index));
            }

            return there.Objects.Span[index - there.Start];
        }
    }

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

    private sealed record Stretch(int Start, ReadOnlyMemory<StoredObject> Objects);
}
