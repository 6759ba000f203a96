using CsCheck;
using Fairway.Components.Surveys;
using Fairway.Delivery.Records;
using Fairway.MetaDb.Memory;
using Xunit;

namespace Fairway.Tests.Components.Surveys;

public sealed class ClusterRecordsTests
{
    private static readonly PairKey Pair = new("c1", "proxy");

    [Fact]
    public async Task What_was_read_at_once_is_what_the_records_say()
    {
        var marks = Gen.Int[1, 3].Select(mark => (RecordMark)mark);
        await Gen.Select(marks, Gen.Int[0, 2]).List[0, 8].SampleAsync(
            async history =>
            {
                await using var db = new InMemoryMetaDb();
                await RecordAsync(db, history);
                var read = await ClusterRecords.ReadAsync(db, Pair.ClusterId, default);

                Assert.Equal(
                    await new PairRecords(db).SinceAppliedAsync(Pair, default),
                    await read.SinceAppliedAsync(Pair, default));
                Assert.Empty(await read.SinceAppliedAsync(Pair with { Component = "other" }, default));
            },
            iter: 300);
    }

    private static async Task RecordAsync(InMemoryMetaDb db, IReadOnlyList<(RecordMark Mark, int Target)> history)
    {
        for (var i = 0; i < history.Count; i++)
        {
            var content = await db.PutContentAsync(new[] { (byte)history[i].Target }, default);
            var record = new ComponentRecord
            {
                ClusterId = Pair.ClusterId,
                Component = Pair.Component,
                Mark = history[i].Mark,
                Version = $"{history[i].Target}",
                ManifestDigest = content,
                ReleaseId = $"r-{i}",
                Epoch = 1,
                At = DateTimeOffset.UnixEpoch,
            };
            await db.RecordAsync(record, i, default);
        }
    }
}
