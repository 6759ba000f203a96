using System.Collections.Immutable;
using Fairway.Kube;

namespace Fairway.Twin.Storage;

/// <summary>
/// Objects of one resource in <see cref="ObjectOrder"/>, one for a key. Immutable: a change makes a new set that shares
/// most.
/// </summary>
internal sealed class ObjectSet
{
    private readonly ImmutableSortedSet<StoredObject> objects;

    private ObjectSet(ImmutableSortedSet<StoredObject> objects) => this.objects = objects;

    public static ObjectSet Empty { get; } = new(ImmutableSortedSet.Create<StoredObject>(ObjectOrder.Instance));

    public int Count => objects.Count;

    public StoredObject this[int index] => objects[index];

    public static ObjectSet From(IEnumerable<StoredObject> objects) =>
        new(ImmutableSortedSet.CreateRange(ObjectOrder.Instance, objects));

    public StoredObject? Find(ObjectKey key) =>
        objects.TryGetValue(StoredObject.Probe(key), out var there) ? there : null;

    /// <summary>The first place whose key is not before the given one.</summary>
    public int IndexOf(ObjectKey start)
    {
        var index = objects.IndexOf(StoredObject.Probe(start));
        return index < 0 ? ~index : index;
    }

    public ObjectSet With(StoredObject added) => new(objects.Remove(added).Add(added));

    public ObjectSet Without(StoredObject gone) => new(objects.Remove(gone));

    public IEnumerator<StoredObject> GetEnumerator() => objects.GetEnumerator();
}
