using Fairway.Delivery.Records;

namespace Fairway.Components.Surveys;

/// <summary>Asks the MetaDB each time.</summary>
internal sealed class PairRecords(IMetaDb db) : IPairRecords
{
    private const int Page = 50;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ComponentRecord>> SinceAppliedAsync(PairKey pair, CancellationToken cancel)
    {
        var records = new List<ComponentRecord>();
        while (true)
        {
            var before = records.Count == 0 ? (long?)null : records[^1].Sequence;
            var page = await db.HistoryAsync(pair, Page, before, cancel);
            foreach (var record in page)
            {
                records.Add(record);
                if (record.Mark == RecordMark.Applied)
                {
                    return records;
                }
            }

            if (page.Count < Page)
            {
                return records;
            }
        }
    }
}
