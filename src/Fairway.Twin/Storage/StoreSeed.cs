namespace Fairway.Twin.Storage;

/// <summary>
/// What a new store begins with: objects that many stores share, bytes and all, since nothing of them can change in
/// place. A journal that is new gets them written; an old one has its own.
/// </summary>
internal sealed class StoreSeed
{
    /// <param name="objects">The objects, with the resources they are of, in the order of their revisions. Those are
    /// not above the first revision of the store.</param>
    public StoreSeed(IReadOnlyList<(string Resource, StoredObject Object)> objects)
    {
        Objects = objects;
        Sets =
        [
            .. objects
                .GroupBy(static o => o.Resource, static o => o.Object, StringComparer.Ordinal)
                .Select(static g => KeyValuePair.Create(g.Key, ObjectSet.Of(g))),
        ];
    }

    public IReadOnlyList<(string Resource, StoredObject Object)> Objects { get; }

    /// <summary>The objects of each resource.</summary>
    public IReadOnlyList<KeyValuePair<string, ObjectSet>> Sets { get; }
}
