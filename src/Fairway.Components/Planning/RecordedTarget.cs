using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Fairway.Components.Surveys;
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
    /// <summary>Reads it.</summary>
    /// <param name="records">The records.</param>
    /// <param name="targets">The targets.</param>
    /// <param name="pair">Whose.</param>
    /// <param name="target">The target in question: it counts as recorded only where it was applied whole.</param>
    public static async Task<RecordedTarget> ReadAsync(
        IPairRecords records, ITargetReader targets, PairKey pair, string target, CancellationToken cancel)
    {
        var since = await records.SinceAppliedAsync(pair, cancel);
        var applied = since.Count > 0 && since[^1].Mark == RecordMark.Applied ? since[^1] : null;
        var begun = since.Where(r => r.Mark == RecordMark.Intended && $"{r.ManifestDigest}" != target).Reverse();
        var documents = new List<TargetDocument>();
        foreach (var record in begun.Prepend(applied).OfType<ComponentRecord>().DistinctBy(r => r.ManifestDigest))
        {
            documents.Add(await targets.GetAsync(record.ManifestDigest, cancel));
        }

        return new RecordedTarget(
            applied?.Version,
            [.. since.Select(record => $"{record.ManifestDigest}")],
            documents is [var one]
                ? [.. one.Items.Select(item => (ObjectRef.Of(item), item)).DistinctBy(item => item.Item1)]
                : documents.Aggregate(ImmutableArray<(ObjectRef Reference, JsonObject Object)>.Empty, Over),
            applied is not null);
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
