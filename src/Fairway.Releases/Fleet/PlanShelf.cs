using System.Text.Json;
using Fairway.Delivery.Records;
using Fairway.Releases.Planning;
using Fairway.Schema.Digests;

namespace Fairway.Releases.Fleet;

/// <summary>Plan documents by their digest. They never change, so the last few that were read are kept.</summary>
internal sealed class PlanShelf(IMetaDb db)
{
    /// <summary>As many Releases may be under way at once, each of which is looked at again and again.</summary>
    private const int Most = 300;

    /// <summary>Of each pair some 1 kB.</summary>
    private const int MostPairs = 200_000;

    private readonly Lock _lock = new();
    private readonly List<KeyValuePair<string, PlanDocument>> _kept = [];

    /// <summary>The document of a digest.</summary>
    /// <exception cref="MetaDbUnavailableException">It is not there, or cannot be read.</exception>
    public async Task<PlanDocument> ReadAsync(string digest, CancellationToken cancel)
    {
        lock (_lock)
        {
            if (_kept.Find(one => one.Key == digest).Value is { } known)
            {
                return known;
            }
        }

        var bytes = Digest.TryParse(digest, out var name) ? await db.FindContentAsync(name, cancel) : null;
        if (bytes is not { } stored)
        {
            throw new MetaDbUnavailableException(
                $"the plan {digest} is not stored: restore the MetaDB, or make a new Release");
        }

        return Keep(digest, Parse(digest, stored));
    }

    /// <summary>Stores a document; gives its digest.</summary>
    public async Task<string> StoreAsync(
        PlanDocument document, IEnumerable<byte[]> approved, CancellationToken cancel)
    {
        var bytes = JsonSerializer.SerializeToUtf8Bytes(document, PlanJson.Default.PlanDocument);
        var contents = approved.Select(list => (ReadOnlyMemory<byte>)list).Append(bytes);
        var receipt = await db.CommitAsync(new MetaDbBatch { Contents = [.. contents] }, cancel);
        var digest = receipt.Contents[^1].ToString();
        Keep(digest, document);
        return digest;
    }

    private PlanDocument Keep(string digest, PlanDocument document)
    {
        lock (_lock)
        {
            if (_kept.TrueForAll(one => one.Key != digest))
            {
                _kept.Add(KeyValuePair.Create(digest, document));
            }

            while (_kept.Count > Most || (_kept.Count > 1 && _kept.Sum(one => Pairs(one.Value)) > MostPairs))
            {
                _kept.RemoveAt(0);
            }
        }

        return document;
    }

    private static int Pairs(PlanDocument document) => document.Members.Sum(member => member.Changes.Count);

    private static PlanDocument Parse(string digest, ReadOnlyMemory<byte> bytes)
    {
        try
        {
            return JsonSerializer.Deserialize(bytes.Span, PlanJson.Default.PlanDocument)
                ?? throw new JsonException("it is null");
        }
        catch (JsonException e)
        {
            throw new MetaDbUnavailableException($"the plan {digest} cannot be read: restore the MetaDB", e);
        }
    }
}
