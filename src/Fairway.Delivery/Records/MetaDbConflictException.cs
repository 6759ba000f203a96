namespace Fairway.Delivery.Records;

/// <summary>A record was written upon a state of its pair that is no longer the newest. Nothing was recorded.</summary>
public sealed class MetaDbConflictException(PairKey pair, long expected, ComponentRecord? newest)
    : MetaDbException(Sentence(pair, expected, newest))
{
    /// <summary>Whose record it would have been.</summary>
    public PairKey Pair => pair;

    /// <summary>The sequence that the writer took for the newest.</summary>
    public long Expected => expected;

    /// <summary>The record that was first; null where the pair has none.</summary>
    public ComponentRecord? Newest => newest;

    private static string Sentence(PairKey pair, long expected, ComponentRecord? newest) => newest is null
        ? $"{pair} has no record, and record {expected} was expected: read it anew and decide again"
        : $"{newest.ReleaseId} was first: it recorded {pair} as {newest.Mark} with sequence {newest.Sequence} at "
            + $"{RecordedTime.Text(newest.At)}, and sequence {expected} was expected: read it anew and decide again";
}
