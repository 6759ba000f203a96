using Fairway.Delivery.Records;
using Fairway.Schema.Digests;
using Xunit;
using static Fairway.Tests.MetaDb.Sample;

namespace Fairway.Tests.MetaDb;

/// <summary>Records, and what is listed of them.</summary>
public abstract partial class MetaDbContract
{
    private static readonly Dictionary<string, string> NoImages = new(StringComparer.Ordinal);

    [Fact]
    public async Task A_pair_without_records_has_a_state_of_sequence_0()
    {
        var state = await (await DbAsync()).NewestAsync(Dns, None);

        Assert.Equal((Dns, 0L, 0L, null, null), (state.Pair, state.Sequence, state.Epoch, state.Newest, state.Base));
    }

    [Fact]
    public async Task A_record_is_read_back_as_it_was_written()
    {
        var db = await DbAsync();
        var at = new DateTimeOffset(2026, 7, 1, 3, 4, 5, TimeSpan.FromHours(2)).AddTicks(1_234_567);
        var record = Record(epoch: long.MaxValue, release: "tränen/r-1 \"x\"") with { At = at };

        Assert.Equal(1, await AddAsync(db, record));

        var found = (await db.NewestAsync(Dns, None)).Intended!;
        Assert.Equal(new DateTimeOffset(2026, 7, 1, 1, 4, 5, TimeSpan.Zero).AddTicks(1_234_560), found.At);
        Assert.Equal(Text(record with { Sequence = 1, At = found.At }), Text(found));
        Assert.Equal(TimeSpan.Zero, found.At.Offset);
        Assert.Equal(["b", "coredns"], found.Images.Keys);
    }

    [Fact]
    public async Task A_record_of_a_kind_without_values_is_read_back_without_them()
    {
        var db = await DbAsync();

        await AddAsync(db, Record() with { VersionDigest = null, ValuesDigest = null, Images = NoImages });

        var found = (await db.NewestAsync(Dns, None)).Intended!;
        Assert.Equal((null, null, 0), (found.VersionDigest, found.ValuesDigest, found.Images.Count));
    }

    [Fact]
    public async Task The_newest_of_each_mark_is_the_state()
    {
        var db = await DbAsync();
        foreach (var (mark, release) in new[]
        {
            (RecordMark.Intended, "r-1"), (RecordMark.Applied, "r-1"), (RecordMark.Good, "r-1"),
            (RecordMark.Intended, "r-2"), (RecordMark.Applied, "r-2"), (RecordMark.Intended, "r-3"),
        })
        {
            await AddAsync(db, Record(mark: mark, release: release));
        }

        var state = await db.NewestAsync(Dns, None);

        Assert.Equal(
            ("r-3", 6L, "r-2", 5L, "r-1", 3L),
            (state.Intended!.ReleaseId, state.Intended.Sequence, state.Applied!.ReleaseId, state.Applied.Sequence,
                state.Good!.ReleaseId, state.Good.Sequence));
        Assert.Equal((6L, "r-3", "r-3"), (state.Sequence, state.Newest!.ReleaseId, state.Base!.ReleaseId));
    }

    [Fact]
    public async Task A_record_upon_an_older_state_is_refused_and_says_who_was_first()
    {
        var db = await DbAsync();
        await AddAsync(db, Record(release: "r-1"));

        var late = Record(release: "r-2");
        var refused = await Assert.ThrowsAsync<MetaDbConflictException>(() => db.RecordAsync(late, 0, None));

        Assert.Equal(
            "r-1 was first: it recorded coredns on c-1 as Intended with sequence 1 at 2026-01-01T12:00:00.000000Z, and "
            + "sequence 0 was expected: read it anew and decide again",
            refused.Message);
        Assert.Equal((Dns, 0L, 1L), (refused.Pair, refused.Expected, refused.Newest!.Sequence));
        Assert.Single(await db.HistoryAsync(Dns, 10, null, None));
        Assert.Equal(2, await db.RecordAsync(late, 1, None));
    }

    [Fact]
    public async Task A_record_upon_a_state_that_never_was_is_refused()
    {
        var db = await DbAsync();

        var refused = await Assert.ThrowsAsync<MetaDbConflictException>(() => db.RecordAsync(Record(), 7, None));

        Assert.Null(refused.Newest);
        Assert.Contains("coredns on c-1 has no record", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_writer_whose_epoch_has_passed_is_refused_whatever_it_expects()
    {
        var db = await DbAsync();
        await AddAsync(db, Record(epoch: 5, release: "r-5"));

        foreach (var expected in new[] { 0, 1, 2 })
        {
            var refused = await Assert.ThrowsAsync<StaleEpochException>(
                () => db.RecordAsync(Record(epoch: 4), expected, None));
            Assert.Equal((Dns, 4L, 5L), (refused.Pair, refused.Epoch, refused.Highest));
            Assert.Contains("stop acting on c-1", refused.Message, StringComparison.Ordinal);
        }

        Assert.Equal(2, await db.RecordAsync(Record(epoch: 5), 1, None));
        Assert.Equal(1, await AddAsync(db, Record(new("c-2", "coredns"), epoch: 4)));
    }

    [Fact]
    public async Task A_record_without_its_manifest_is_refused()
    {
        var db = await DbAsync();

        var refused = await Assert.ThrowsAsync<ContentMissingException>(() => db.RecordAsync(Record(), 0, None));

        Assert.Equal(Digest.Of(Manifest), refused.Digest);
        Assert.Equal(0, (await db.NewestAsync(Dns, None)).Sequence);
        await db.PutContentAsync(Manifest, None);
        Assert.Equal(1, await db.RecordAsync(Record(), 0, None));
    }

    [Fact]
    public async Task History_is_paged_from_the_newest()
    {
        var db = await DbAsync();
        for (var i = 1; i <= 7; i++)
        {
            await AddAsync(db, Record(release: $"r-{i}"));
        }

        await AddAsync(db, Record(new("c-2", "coredns")));
        Assert.Equal([7, 6, 5], await SequencesAsync(3, null));
        Assert.Equal([4, 3, 2], await SequencesAsync(3, 5));
        Assert.Equal([1], await SequencesAsync(3, 2));
        Assert.Equal([], await SequencesAsync(3, 1));
        Assert.Equal([7, 6, 5, 4, 3, 2, 1], await SequencesAsync(int.MaxValue, long.MaxValue));
        Assert.Equal([], await SequencesAsync(3, -5));
        Assert.Equal("r-4", (await db.HistoryAsync(Dns, 1, 5, None))[0].ReleaseId);
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => db.HistoryAsync(Dns, 0, null, None));

        async Task<IEnumerable<long>> SequencesAsync(int limit, long? before) =>
            (await db.HistoryAsync(Dns, limit, before, None)).Select(record => record.Sequence);
    }

    [Fact]
    public async Task States_are_listed_by_cluster_and_by_component_in_order()
    {
        var db = await DbAsync();
        PairKey[] pairs = [new("c-2", "b"), new("c-10", "b"), new("c-1", "b.x"), new("c-1", "b-x"), new("c-1", "b")];
        foreach (var pair in pairs)
        {
            await AddAsync(db, Record(pair));
            await AddAsync(db, Record(pair, RecordMark.Applied));
        }

        PairKey[] ordered = [new("c-1", "b"), new("c-1", "b-x"), new("c-1", "b.x"), new("c-10", "b"), new("c-2", "b")];
        Assert.Equal(ordered, await KeysAsync(db.ByClusterAsync(null, None)));
        Assert.Equal(ordered[..3], await KeysAsync(db.ByClusterAsync("c-1", None)));
        Assert.Equal([ordered[0], ordered[3], ordered[4]], await KeysAsync(db.ByComponentAsync("b", None)));
        Assert.Empty(await KeysAsync(db.ByClusterAsync("c", None)));
        Assert.Empty(await KeysAsync(db.ByComponentAsync("x", None)));
        foreach (var state in await ListAsync(db.ByClusterAsync(null, None)))
        {
            Assert.Equal(Text(await db.NewestAsync(state.Pair, None)), Text(state));
            Assert.Equal((2L, 1L), (state.Sequence, state.Intended!.Sequence));
        }
    }

    [Fact]
    public async Task A_list_longer_than_a_page_is_whole()
    {
        var db = await DbAsync();
        var pairs = Enumerable.Range(0, 1_300).Select(i => new PairKey($"c-{i % 13:d2}", $"k-{i / 13:d3}")).ToArray();
        var writes = pairs.Select(pair => new RecordWrite(Record(pair), 0)).ToArray();
        await db.CommitAsync(new MetaDbBatch { Contents = [Manifest], Records = writes }, None);

        Assert.Equal(pairs.Order(), await KeysAsync(db.ByClusterAsync(null, None)));
        Assert.Equal(100, (await KeysAsync(db.ByClusterAsync("c-07", None))).Count());
        Assert.Equal(13, (await KeysAsync(db.ByComponentAsync("k-042", None))).Count());
    }

    private static async Task<IEnumerable<PairKey>> KeysAsync(IAsyncEnumerable<ComponentState> states) =>
        (await ListAsync(states)).Select(state => state.Pair);
}
