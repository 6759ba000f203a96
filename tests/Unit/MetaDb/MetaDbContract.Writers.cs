using CsCheck;
using Fairway.Delivery.Records;
using Fairway.Tests.MetaDb.Models;
using Xunit;
using static Fairway.Tests.MetaDb.Sample;

namespace Fairway.Tests.MetaDb;

/// <summary>Many writers, and random ones.</summary>
public abstract partial class MetaDbContract
{
    private int histories;

    [Fact]
    public async Task Of_writers_upon_the_same_state_one_wins()
    {
        var db = await DbAsync();
        await db.PutContentAsync(Manifest, None);
        const int Writers = 16;
        for (var round = 0; round < 20; round++)
        {
            var writes = Enumerable.Range(0, Writers)
                .Select(writer => TryAsync(Record(release: $"r-{writer}"), round)).ToArray();
            var won = await Task.WhenAll(writes);

            var winner = Assert.Single(won.Index(), one => one.Item is null).Index;
            Assert.All(
                won.OfType<MetaDbConflictException>(), lost => Assert.Equal($"r-{winner}", lost.Newest!.ReleaseId));
            Assert.Equal($"r-{winner}", (await db.NewestAsync(Dns, None)).Newest!.ReleaseId);
        }

        async Task<MetaDbConflictException?> TryAsync(ComponentRecord record, long expected)
        {
            try
            {
                await db.RecordAsync(record, expected, None);
                return null;
            }
            catch (MetaDbConflictException conflict)
            {
                return conflict;
            }
        }
    }

    [Fact]
    public async Task Writers_who_read_anew_after_a_refusal_all_get_their_turn()
    {
        var db = await DbAsync();
        await db.PutContentAsync(Manifest, None);
        const int Writers = 5;
        const int Each = 8;

        await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => WriteAllAsync(db, writer, Each)));

        var history = (await db.HistoryAsync(Dns, 1000, null, None)).Reverse().ToList();
        Assert.Equal(Enumerable.Range(1, Writers * Each).Select(n => (long)n), history.Select(one => one.Sequence));
        foreach (var writer in Enumerable.Range(0, Writers))
        {
            var mine = history.Select(one => one.ReleaseId)
                .Where(id => id.StartsWith($"r-{writer}-", StringComparison.Ordinal));
            Assert.Equal(Enumerable.Range(0, Each).Select(i => $"r-{writer}-{i}"), mine);
        }
    }

    [Fact]
    public void Random_histories_end_as_the_naive_model_says() =>
        MetaDbStep.Histories.Sample(
            steps =>
            {
                // Each history has clusters of its own, so that one store serves for all of them.
                var db = DbAsync().GetAwaiter().GetResult();
                var model = new NaiveMetaDb($"h{Interlocked.Increment(ref histories)}");
                MetaDbStep.PlayAsync(db, model, steps).GetAwaiter().GetResult();
            },
            iter: 60);

    private static async Task WriteAllAsync(IMetaDb db, int writer, int each)
    {
        for (var i = 0; i < each;)
        {
            var sequence = (await db.NewestAsync(Dns, None)).Sequence;
            try
            {
                await db.RecordAsync(Record(release: $"r-{writer}-{i}"), sequence, None);
                i++;
            }
            catch (MetaDbConflictException)
            {
                // Another was first: once more, upon its record.
            }
        }
    }
}
