using System.Text;
using System.Text.Json;
using Fairway.Delivery.Changes;
using Fairway.Delivery.Records;
using Fairway.Merge.Values;
using Fairway.Schema.Digests;

namespace Fairway.Components.Targets;

/// <summary>Targets in the MetaDB, by digest.</summary>
internal sealed class TargetShelf(IMetaDb db)
{
    /// <summary>Stores a target, once however often it is put.</summary>
    public async Task<Digest> PutAsync(TargetDocument target, CancellationToken cancel)
    {
        var node = JsonSerializer.SerializeToNode(target, TargetJson.Default.TargetDocument);
        return await db.PutContentAsync(Encoding.UTF8.GetBytes(CanonicalJson.Text(node)), cancel);
    }

    /// <summary>The target of a digest.</summary>
    /// <exception cref="ChangeRefusedException">The MetaDB does not have it, or it is no target.</exception>
    public async Task<TargetDocument> GetAsync(string digest, CancellationToken cancel)
    {
        var name = Digest.TryParse(digest, out var parsed) ? parsed : throw Missing(digest);
        return await GetAsync(name, cancel);
    }

    /// <summary>See above.</summary>
    public async Task<TargetDocument> GetAsync(Digest digest, CancellationToken cancel)
    {
        var content = await db.FindContentAsync(digest, cancel) ?? throw Missing($"{digest}");
        try
        {
            return JsonSerializer.Deserialize(content.Span, TargetJson.Default.TargetDocument)
                ?? throw Missing($"{digest}");
        }
        catch (JsonException)
        {
            throw Missing($"{digest}");
        }
    }

    private static ChangeRefusedException Missing(string digest) => new(
        "TargetMissing",
        $"the MetaDB has no target {digest}: it was restored from an older copy, or is another one; plan anew");
}
