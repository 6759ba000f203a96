using System.Collections.Immutable;
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
    private volatile State current = new(ObjectSet.Empty, ImmutableSortedDictionary<string, Entry>.Empty, []);

    /// <summary>What is configured now, in order of the objects' names.</summary>
    public ImmutableArray<T> Now
    {
        get
        {
            var objects = store.Objects(resource);
            var known = current;
            return ReferenceEquals(objects, known.Objects) ? known.Values : Read(objects, known);
        }
    }

    private ImmutableArray<T> Read(ObjectSet objects, State known)
    {
        var entries = ImmutableSortedDictionary.CreateBuilder<string, Entry>(StringComparer.Ordinal);
        foreach (var stored in objects)
        {
            var name = stored.Key.Name;
            entries[name] = known.Entries.TryGetValue(name, out var before) && before.Revision == stored.Revision
                ? before
                : new Entry(stored.Revision, read(stored));
        }

        var made = new State(objects, entries.ToImmutable(), [.. entries.Values.Select(e => e.Value)]);
        current = made;
        return made.Values;
    }

    private sealed record Entry(long Revision, T Value);

    private sealed record State(
        ObjectSet Objects, ImmutableSortedDictionary<string, Entry> Entries, ImmutableArray<T> Values);
}
