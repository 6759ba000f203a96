using System.Collections.Immutable;
using Fairway.Kube;
using Fairway.Twin.Storage;

namespace Fairway.Twin.Api.Admission;

/// <summary>
/// What the objects of one resource configure, read anew whenever one of them has changed, and before the next write
/// after it. Where nothing has changed it costs a comparison of references.
/// </summary>
/// <typeparam name="T">What one object is read into.</typeparam>
/// <param name="store">The cluster's objects.</param>
/// <param name="resource">Storage name of the resource.</param>
/// <param name="read">Reads one object; called once for each of its revisions.</param>
internal sealed class Configured<T>(ClusterStore store, string resource, Func<StoredObject, T> read)
{
    private volatile Snapshot current = Snapshot.Empty;

    /// <summary>What is configured now, in order of the objects' namespaces and names.</summary>
    public ImmutableArray<T> Now => Look().Values;

    /// <summary>The same of one namespace.</summary>
    public ImmutableArray<T> In(string ns) =>
        Look().ByNamespace.TryGetValue(ns, out var found) ? found : [];

    private Snapshot Look()
    {
        var objects = store.Objects(resource);
        var known = current;
        return ReferenceEquals(objects, known.Objects) ? known : Read(objects, known);
    }

    private Snapshot Read(ObjectSet objects, Snapshot known)
    {
        var entries = new Dictionary<ObjectKey, Entry>();
        var values = ImmutableArray.CreateBuilder<Entry>(objects.Count);
        foreach (var stored in objects)
        {
            var entry = known.Entries.TryGetValue(stored.Key, out var before) && before.Revision == stored.Revision
                ? before
                : new Entry(stored.Revision, stored.Key.Namespace ?? "", read(stored));
            entries[stored.Key] = entry;
            values.Add(entry);
        }

        var made = new Snapshot(objects, entries, [.. values.Select(e => e.Value)])
        {
            ByNamespace = values.GroupBy(e => e.Namespace, e => e.Value, StringComparer.Ordinal)
                .ToDictionary(group => group.Key, group => group.ToImmutableArray(), StringComparer.Ordinal),
        };
        current = made;
        return made;
    }

    private sealed record Entry(long Revision, string Namespace, T Value);

    private sealed record Snapshot(
        ObjectSet Objects, IReadOnlyDictionary<ObjectKey, Entry> Entries, ImmutableArray<T> Values)
    {
        public static Snapshot Empty { get; } = new(ObjectSet.Empty, new Dictionary<ObjectKey, Entry>(), []);

        public IReadOnlyDictionary<string, ImmutableArray<T>> ByNamespace { get; init; } =
            new Dictionary<string, ImmutableArray<T>>();
    }
}
