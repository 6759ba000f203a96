using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Fairway.Components.Targets;
using Fairway.Delivery.Records;
using Fairway.Merge.Diffing;

namespace Fairway.Components.Planning;

/// <summary>
/// What was recorded of a component on a cluster: the last target that was applied whole, and over it those that were
/// begun since. Whatever one of them brought, Fairway wrote, and may take away.
/// </summary>
/// <param name="AppliedVersion">The version that was applied last; null for none.</param>
/// <param name="Digests">Digests of all of these targets, the target in question among them.</param>
/// <param name="Objects">The recorded objects, each once, in the order in which they were applied.</param>
/// <param name="WasApplied">True where a target was applied whole once.</param>
internal sealed record RecordedTarget(
    string? AppliedVersion,
    ImmutableHashSet<string> Digests,
    ImmutableArray<(ObjectRef Reference, JsonObject Object)> Objects,
    bool WasApplied)
{
    private const int Page = 50;

    /// <summary>Reads it from the MetaDB.</summary>
    /// <param name="db">The records.</param>
    /// <param name="shelf">The targets.</param>
    /// <param name="pair">Whose.</param>
    /// <param name="target">The target in question: it counts as recorded only where it was applied whole.</param>
    public static async Task<RecordedTarget> ReadAsync(
        IMetaDb db, TargetShelf shelf, PairKey pair, string target, CancellationToken cancel)
    {
        var records = await SinceAppliedAsync(db, pair, cancel);
        var applied = records.Count > 0 && records[^1].Mark == RecordMark.Applied ? records[^1] : null;
        var begun = records.Where(r => r.Mark == RecordMark.Intended && $"{r.ManifestDigest}" != target).Reverse();
        var merged = ImmutableArray<(ObjectRef Reference, JsonObject Object)>.Empty;
        foreach (var record in begun.Prepend(applied).OfType<ComponentRecord>().DistinctBy(r => r.ManifestDigest))
        {
            merged = Over(merged, await shelf.GetAsync(record.ManifestDigest, cancel));
        }

        return new RecordedTarget(
            applied?.Version,
            [.. records.Select(record => $"{record.ManifestDigest}")],
            merged,
            applied is not null);
    }

    /// <summary>Records from the newest back to the last that was applied.</summary>
    private static async Task<IReadOnlyList<ComponentRecord>> SinceAppliedAsync(
        IMetaDb db, PairKey pair, CancellationToken cancel)
    {
        var records = new List<ComponentRecord>();
        while (true)
        {
            var before = records.Count == 0 ? (long?)null : records[^1].Sequence;
            var page = await db.HistoryAsync(pair, Page, before, cancel);
            foreach (var record in page)
            {
                records.Add(record);
                if (record.Mark == RecordMark.Applied)
                {
                    return records;
                }
            }

            if (page.Count < Page)
            {
                return records;
            }
        }
    }

    private static ImmutableArray<(ObjectRef Reference, JsonObject Object)> Over(
        ImmutableArray<(ObjectRef Reference, JsonObject Object)> below, TargetDocument above)
    {
        var merged = below.ToBuilder();
        var known = below.ToDictionary(item => item.Reference, item => item.Object);
        foreach (var item in above.Items)
        {
            var reference = ObjectRef.Of(item);
            if (known.TryGetValue(reference, out var under))
            {
                Lay(under, item);
            }
            else
            {
                known.Add(reference, (JsonObject)item.DeepClone());
                merged.Add((reference, known[reference]));
            }
        }

        return merged.ToImmutable();
    }

    private static void Lay(JsonObject below, JsonObject above)
    {
        foreach (var (name, value) in above)
        {
            if (value is JsonObject inner && below[name] is JsonObject known)
            {
                Lay(known, inner);
            }
            else
            {
                below[name] = value?.DeepClone();
            }
        }
    }
}
