using System.Diagnostics.Metrics;
using Fairway.Delivery.Records;
using Fairway.MetaDb.Memory;
using Fairway.MetaDb.Metering;
using Xunit;

namespace Fairway.Tests.MetaDb.Metering;

/// <summary>A store that is metered is the store that it was.</summary>
public sealed class MeteredMetaDbTests : MetaDbContract
{
    [Fact]
    public async Task Calls_are_counted_by_how_they_ended()
    {
        var seen = new List<string>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, self) =>
            {
                if (instrument.Meter.Name == MetaDbMetrics.MeterName)
                {
                    self.EnableMeasurementEvents(instrument);
                }
            },
        };

        // Other tests of the process measure too, in contexts of their own.
        var here = new AsyncLocal<bool> { Value = true };
        listener.SetMeasurementEventCallback<double>((_, _, tags, _) =>
        {
            if (here.Value)
            {
                seen.Add($"{tags[0].Value} {tags[1].Value}");
            }
        });
        listener.Start();
        await using var db = await OpenAsync();
        await db.PutContentAsync(Sample.Manifest, None);
        await db.RecordAsync(Sample.Record(), 0, None);
        await Assert.ThrowsAsync<MetaDbConflictException>(() => db.RecordAsync(Sample.Record(), 0, None));
        await foreach (var _ in db.ByClusterAsync(null, None))
        {
            break;
        }

        Assert.Equal(["commit ok", "commit ok", "commit conflict", "by-cluster cancelled"], seen);
    }

    private protected override Task<IMetaDb> OpenAsync() =>
        Task.FromResult<IMetaDb>(new MeteredMetaDb(new InMemoryMetaDb(), TimeProvider.System));
}
