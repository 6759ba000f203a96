namespace Fairway.Delivery.Records;

/// <summary>The newest records of a pair, one for each mark.</summary>
public sealed record ComponentState
{
    /// <summary>Whose state it is.</summary>
    public required PairKey Pair { get; init; }

    /// <summary>What was last about to be written; null where nothing ever was.</summary>
    public ComponentRecord? Intended { get; init; }

    /// <summary>What was last written whole.</summary>
    public ComponentRecord? Applied { get; init; }

    /// <summary>What last passed its checks.</summary>
    public ComponentRecord? Good { get; init; }

    /// <summary>The newest of them.</summary>
    public ComponentRecord? Newest => NewerOf(NewerOf(Intended, Applied), Good);

    /// <summary>
    /// What the cluster has by our doing, or has in part: the newest that was intended or applied. The diff's base.
    /// </summary>
    public ComponentRecord? Base => NewerOf(Intended, Applied);

    /// <summary>The newest record's place; 0 where there is none. The next record is written upon it.</summary>
    public long Sequence => Newest?.Sequence ?? 0;

    /// <summary>The highest epoch that has written here; 0 where none has.</summary>
    public long Epoch => Newest?.Epoch ?? 0;

    /// <summary>The state once this record is its newest.</summary>
    internal ComponentState With(ComponentRecord record) => record.Mark switch
    {
        RecordMark.Intended => this with { Intended = record },
        RecordMark.Applied => this with { Applied = record },
        _ => this with { Good = record },
    };

    private static ComponentRecord? NewerOf(ComponentRecord? one, ComponentRecord? other) =>
        (one?.Sequence ?? 0) >= (other?.Sequence ?? 0) ? one : other;
}
