using System.Text.Json;
using Fairway.Delivery.Changes;
using Fairway.Delivery.Records;
using Fairway.Releases.Planning;
using Fairway.Schema.Digests;

namespace Fairway.Releases.Clusters;

/// <summary>Lists of planned changes, stored by their digest.</summary>
internal static class ApprovedSets
{
    /// <summary>The bytes under which an empty list is stored.</summary>
    public static byte[] None { get; } = Bytes([]);

    /// <summary>
    /// The bytes under which the changes of a plan are stored: sorted, so that equal sets have one digest. What is kept
    /// or refused is not written, and so not in it.
    /// </summary>
    public static byte[] Bytes(IEnumerable<PlannedChange> changes) => JsonSerializer.SerializeToUtf8Bytes(
        [
            .. changes.Where(change => change.Verdict is ChangeVerdict.Allow or ChangeVerdict.NeedsApproval)
                .Select(change => new ApprovedEntry(change).Text)
                .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal),
        ],
        PlanJson.Default.StringArray);

    /// <summary>Reads a list.</summary>
    /// <exception cref="MetaDbUnavailableException">It is not there, or cannot be read.</exception>
    public static async Task<IReadOnlyList<ApprovedEntry>> ReadAsync(
        IMetaDb db, string digest, CancellationToken cancel)
    {
        if (!Digest.TryParse(digest, out var name) || await db.FindContentAsync(name, cancel) is not { } bytes)
        {
            throw new MetaDbUnavailableException(
                $"the approved list {digest} is not stored: restore the MetaDB, or plan a new Release");
        }

        try
        {
            var list = JsonSerializer.Deserialize(bytes.Span, PlanJson.Default.StringArray) ?? [];
            return [.. list.Select(ApprovedEntry.Parse)];
        }
        catch (JsonException e)
        {
            throw new MetaDbUnavailableException($"the approved list {digest} cannot be read: restore the MetaDB", e);
        }
    }
}
