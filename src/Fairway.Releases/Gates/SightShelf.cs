using Fairway.Api.Meta;

namespace Fairway.Releases.Gates;

/// <summary>Objects that are read (parsed, compiled) once, as long as their specification is the same.</summary>
/// <typeparam name="TItem">The objects.</typeparam>
/// <typeparam name="TSight">What they are read to.</typeparam>
/// <param name="read">Reads one.</param>
/// <param name="itemOf">The object that was read.</param>
internal sealed class SightShelf<TItem, TSight>(Func<TItem, TSight> read, Func<TSight, TItem> itemOf)
    where TItem : FairwayObject
    where TSight : class
{
    private readonly Lock _lock = new();
    private Dictionary<string, TSight> _kept = new(StringComparer.Ordinal);

    /// <summary>The objects by name, each as it was read.</summary>
    public IReadOnlyList<TSight> Of(IEnumerable<TItem> items)
    {
        lock (_lock)
        {
            var kept = new Dictionary<string, TSight>(StringComparer.Ordinal);
            var sights = new List<TSight>();
            foreach (var item in items.OrderBy(item => item.Metadata.Name, StringComparer.Ordinal))
            {
                sights.Add(kept[item.Metadata.Name] = Of(item));
            }

            _kept = kept;
            return sights;
        }
    }

    private TSight Of(TItem item)
    {
        var known = _kept.GetValueOrDefault(item.Metadata.Name);
        return known is not null && itemOf(known).Metadata is { } before
            && before.Uid == item.Metadata.Uid && before.Generation == item.Metadata.Generation
            ? known
            : read(item);
    }
}
