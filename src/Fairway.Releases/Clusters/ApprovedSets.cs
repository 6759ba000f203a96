using System.Text.Json;
using Fairway.Delivery.Records;
using Fairway.Releases.Planning;
using Fairway.Schema.Digests;

namespace Fairway.Releases.Clusters;

/// <summary>Lists of approved fingerprints, stored by their digest.</summary>
internal static class ApprovedSets
{
    /// <summary>The bytes under which a list is stored: sorted, so that equal sets have one digest.</summary>
    public static byte[] Bytes(IEnumerable<string> fingerprints) => JsonSerializer.SerializeToUtf8Bytes(
        [.. fingerprints.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)],
        PlanJson.Default.StringArray);

    /// <summary>Reads a list.</summary>
    /// <exception cref="MetaDbUnavailableException">It is not there, or cannot be read.</exception>
    public static async Task<IReadOnlySet<string>> ReadAsync(IMetaDb db, string digest, CancellationToken cancel)
    {
        if (!Digest.TryParse(digest, out var name) || await db.FindContentAsync(name, cancel) is not { } bytes)
        {
            throw new MetaDbUnavailableException(
                $"the approved list {digest} is not stored: restore the MetaDB, or plan a new Release");
        }

        try
        {
            var list = JsonSerializer.Deserialize(bytes.Span, PlanJson.Default.StringArray) ?? [];
            return new SortedSet<string>(list, StringComparer.Ordinal);
        }
        catch (JsonException e)
        {
            throw new MetaDbUnavailableException($"the approved list {digest} cannot be read: restore the MetaDB", e);
        }
    }
}
