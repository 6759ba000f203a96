using Fairway.Delivery.Records;
using Fairway.Schema.Digests;

namespace Fairway.Simulation.Fleets;

/// <summary>What was put into the MetaDB, by digest, for those who look without waiting.</summary>
internal sealed class Contents
{
    private readonly SortedDictionary<string, ReadOnlyMemory<byte>> all = new(StringComparer.Ordinal);

    /// <summary>How many records, pieces of evidence and audit entries were to be written.</summary>
    public int Rows { get; private set; }

    /// <summary>Bytes of all contents, each once.</summary>
    public long Bytes { get; private set; }

    public void See(MetaDbBatch batch)
    {
        Rows += batch.Records.Count + batch.Evidence.Count + batch.Audit.Count;
        foreach (var content in batch.Contents)
        {
            Bytes += all.TryAdd($"{Digest.Of(content.Span)}", content) ? content.Length : 0;
        }
    }

    public ReadOnlyMemory<byte>? Find(string digest) => all.TryGetValue(digest, out var content) ? content : null;
}
