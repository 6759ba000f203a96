using Fairway.Schema.Digests;

namespace Fairway.Delivery.Records;

/// <summary>
/// A record names a manifest that is not stored: a rollback could not return to it. Nothing was recorded.
/// </summary>
public sealed class ContentMissingException(PairKey pair, Digest digest)
    : MetaDbException($"the manifest {digest} of {pair} is not stored: put it into the same batch as the record")
{
    /// <summary>Whose record it would have been.</summary>
    public PairKey Pair => pair;

    /// <summary>What is missing.</summary>
    public Digest Digest => digest;
}
