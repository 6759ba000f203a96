using Fairway.MetaDb.Records;

namespace Fairway.MetaDb.Memory;

/// <summary>The records of a pair.</summary>
internal sealed class MemoryPair(PairKey key)
{
    private readonly List<ComponentRecord> records = [];

    /// <summary>The newest of each mark.</summary>
    public ComponentState State { get; private set; } = new() { Pair = key };

    public void Add(ComponentRecord record)
    {
        records.Add(record);
        State = State.With(record);
    }

    /// <summary>The newest first. Sequences have no gaps, so a record stands at its sequence less one.</summary>
    public IReadOnlyList<ComponentRecord> History(int limit, long? before)
    {
        var end = (int)Math.Clamp((before ?? long.MaxValue) - 1, 0, records.Count);
        var start = Math.Max(0, end - limit);
        var page = records.GetRange(start, end - start);
        page.Reverse();
        return page;
    }
}
