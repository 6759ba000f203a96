using Fairway.Delivery.Records;
using Fairway.Schema.Digests;

namespace Fairway.Simulation.Fleets;

/// <summary>What was put into the MetaDB, by digest, for those who look without waiting.</summary>
internal sealed class Contents
{
    private readonly SortedDictionary<string, ReadOnlyMemory<byte>> all = new(StringComparer.Ordinal);

    public void See(MetaDbBatch batch)
    {
        foreach (var content in batch.Contents)
        {
            all[$"{Digest.Of(content.Span)}"] = content;
        }
    }

    public ReadOnlyMemory<byte>? Find(string digest) => all.TryGetValue(digest, out var content) ? content : null;
}
