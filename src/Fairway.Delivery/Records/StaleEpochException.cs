namespace Fairway.Delivery.Records;

/// <summary>
/// The writer's Lease is older than the one that wrote last: another manager has the cluster now. Nothing was recorded,
/// and the writer must stop.
/// </summary>
public sealed class StaleEpochException(PairKey pair, long epoch, ComponentRecord newest)
    : MetaDbException(
        $"{pair} is in the hands of another manager: epoch {newest.Epoch} recorded it for {newest.ReleaseId}, and this "
        + $"write is of epoch {epoch}; stop acting on {pair.ClusterId}")
{
    /// <summary>Whose record it would have been.</summary>
    public PairKey Pair => pair;

    /// <summary>The writer's epoch.</summary>
    public long Epoch => epoch;

    /// <summary>The highest epoch that has written to the pair.</summary>
    public long Highest => newest.Epoch;
}
