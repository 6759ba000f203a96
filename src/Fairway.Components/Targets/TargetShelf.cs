using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Fairway.Components.Sealing;
using Fairway.Delivery.Changes;
using Fairway.Delivery.Records;
using Fairway.Merge.Values;
using Fairway.Schema.Digests;

namespace Fairway.Components.Targets;

/// <summary>Targets in the MetaDB, by digest. What their Secrets hold is sealed there, and the digest is of the sealed
/// text.</summary>
internal sealed class TargetShelf(IMetaDb db, SealKeys keys) : ITargetReader
{
    private readonly SecretSeal seal = new(keys);
    private readonly TextSeal texts = new(keys);

    /// <summary>Stores a target, once however often it is put.</summary>
    public Task<Digest> PutAsync(TargetDocument target, CancellationToken cancel) =>
        db.PutContentAsync(Bytes(target), cancel);

    /// <summary>The digest that it would have.</summary>
    public Digest DigestOf(TargetDocument target) => Digest.Of(Bytes(target));

    /// <summary>Whether a target of this digest was ever stored.</summary>
    public async Task<bool> HasAsync(string digest, CancellationToken cancel) =>
        Digest.TryParse(digest, out var name) && await db.FindContentAsync(name, cancel) is not null;

    /// <summary>The target of a digest.</summary>
    /// <exception cref="ChangeRefusedException">The MetaDB does not have it, or it is no target.</exception>
    /// <exception cref="MetaDbUnavailableException">Its Secrets cannot be opened.</exception>
    public async Task<TargetDocument> GetAsync(string digest, CancellationToken cancel)
    {
        var name = Digest.TryParse(digest, out var parsed) ? parsed : throw Missing(digest);
        return await GetAsync(name, cancel);
    }

    /// <inheritdoc/>
    public async Task<TargetDocument> GetAsync(Digest digest, CancellationToken cancel)
    {
        var content = await db.FindContentAsync(digest, cancel) ?? throw Missing($"{digest}");
        try
        {
            var node = JsonNode.Parse(content.Span);
            seal.Open(node);
            Turn(node, texts.Open);
            return node.Deserialize(TargetJson.Default.TargetDocument) ?? throw Missing($"{digest}");
        }
        catch (JsonException)
        {
            throw Missing($"{digest}");
        }
    }

    /// <summary>What was drawn is as secret as what Secrets hold.</summary>
    private static void Turn(JsonNode? target, Func<string, string, string> turn)
    {
        foreach (var drawn in (target?["generated"] as JsonArray ?? []).OfType<JsonObject>())
        {
            drawn["value"] = turn($"generated {drawn["site"]}", drawn["value"]!.GetValue<string>());
        }
    }

    private byte[] Bytes(TargetDocument target)
    {
        var node = JsonSerializer.SerializeToNode(target, TargetJson.Default.TargetDocument);
        seal.Seal(node);
        Turn(node, texts.Seal);
        return Encoding.UTF8.GetBytes(CanonicalJson.Text(node));
    }

    internal static ChangeRefusedException Missing(string digest) => new(
        "TargetMissing",
        $"the MetaDB has no target {digest}: it was restored from an older copy, or is another one; plan anew");
}
