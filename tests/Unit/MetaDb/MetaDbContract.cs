using System.Text;
using System.Text.Json.Nodes;
using Fairway.Delivery.Gates;
using Fairway.Delivery.Records;
using Fairway.MetaDb;
using Fairway.MetaDb.Auditing;
using Fairway.MetaDb.Batches;
using Fairway.MetaDb.Gates;
using Fairway.MetaDb.Records;
using Fairway.Schema.Digests;
using Xunit;
using static Fairway.Tests.MetaDb.Sample;

namespace Fairway.Tests.MetaDb;

/// <summary>What every store does. A new one derives from this, and passes.</summary>
public abstract class MetaDbContract : IAsyncDisposable
{
    private protected static readonly CancellationToken None = CancellationToken.None;
    private static readonly Dictionary<string, string> NoImages = new(StringComparer.Ordinal);
    private IMetaDb? open;

    public async ValueTask DisposeAsync()
    {
        await (open?.DisposeAsync() ?? ValueTask.CompletedTask);
        await CleanAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Content_is_found_by_its_digest()
    {
        var db = await DbAsync();
        var text = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("apiVersion: v1\n", 1000)));

        var digest = await db.PutContentAsync(text, None);

        Assert.Equal(Digest.Of(text), digest);
        Assert.Equal(text, (await db.FindContentAsync(digest, None))!.Value.ToArray());
        Assert.Equal(digest, await db.PutContentAsync(text, None));
        Assert.Null(await db.FindContentAsync(Digest.Of("other"u8), None));
    }

    [Fact]
    public async Task Empty_content_is_content()
    {
        var db = await DbAsync();

        var digest = await db.PutContentAsync(default, None);

        Assert.Equal(0, (await db.FindContentAsync(digest, None))!.Value.Length);
    }

    [Fact]
    public async Task Content_that_its_owner_changes_later_stays_as_it_was_put()
    {
        var db = await DbAsync();
        var mine = "before"u8.ToArray();
        var put = db.PutContentAsync(mine, None);
        mine.AsSpan().Clear();

        var found = await db.FindContentAsync(await put, None);

        Assert.Equal("before"u8.ToArray(), found!.Value.ToArray());
    }

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

    [Fact]
    public async Task Evidence_is_found_by_its_digest_and_by_its_release()
    {
        var db = await DbAsync();
        var (one, two) = (Evidence(says: "the first"), Evidence(cluster: null, says: "the second"));
        var (three, other) = (Evidence(cluster: "c-2", says: "the third"), Evidence(release: "r-2"));

        var digest = await db.PutEvidenceAsync(one, None);
        foreach (var more in new[] { two, three, other })
        {
            await db.PutEvidenceAsync(more, None);
        }

        Assert.Equal(digest, await db.PutEvidenceAsync(Evidence(says: "the first"), None));
        var found = (await db.FindEvidenceAsync(digest, None))!;
        Assert.Equal(one with { Facts = found.Facts }, found);
        Assert.True(JsonNode.DeepEquals(one.Facts, found.Facts));
        Assert.Equal(["the first", "the second", "the third"], await SaysAsync("r-1", null));
        Assert.Equal(["the first"], await SaysAsync("r-1", "c-1"));
        Assert.Equal([], await SaysAsync("r-3", null));
        Assert.Null(await db.FindEvidenceAsync(Digest.Of("other"u8), None));
        Assert.Equal(digest, (await ListAsync(db.EvidenceOfAsync("r-1", null, None)))[0].Digest);

        async Task<IEnumerable<string>> SaysAsync(string release, string? cluster) =>
            (await ListAsync(db.EvidenceOfAsync(release, cluster, None))).Select(row => row.Evidence.Says);
    }

    [Fact]
    public async Task Equal_evidence_has_one_digest_whatever_the_order_of_its_facts()
    {
        var db = await DbAsync();
        var facts = new JsonObject { ["pods"] = new JsonArray("a", 2.5, null), ["ready"] = 3 };

        var digest = await db.PutEvidenceAsync(Evidence(), None);

        Assert.Equal(digest, await db.PutEvidenceAsync(Evidence() with { Facts = facts }, None));
        Assert.NotEqual(digest, await db.PutEvidenceAsync(Evidence() with { Decision = GateDecision.Pass }, None));
    }

    [Fact]
    public async Task The_audit_log_is_a_chain_in_the_order_of_appending()
    {
        var db = await DbAsync();
        var first = await db.AppendAuditAsync(Audit("apply", new JsonObject { ["from"] = "1.0", ["to"] = "1.1" }), None);
        var second = await db.AppendAuditAsync(Audit("rollback"), None);
        for (var i = 0; i < 700; i++)
        {
            await db.AppendAuditAsync(Audit($"look-{i}"), None);
        }

        var log = await ListAsync(db.AuditAsync(0, None));

        Assert.Equal((1L, 2L), (first.Number, second.Number));
        Assert.Equal([first, second], log.Take(2).Select(row => row.Mark));
        Assert.Equal(Enumerable.Range(1, 702).Select(n => (long)n), log.Select(row => row.Mark.Number));
        Assert.Equal("1.1", (string?)log[0].Entry.Detail!["to"]);
        Assert.Equal(Audit("rollback"), log[1].Entry);
        Assert.Equal(["look-698", "look-699"], (await ListAsync(db.AuditAsync(700, None))).Select(r => r.Entry.Verb));
        Assert.Empty(await ListAsync(db.AuditAsync(702, None)));
        Assert.Null(await db.VerifyAuditAsync(null, None));
        Assert.Null(await db.VerifyAuditAsync(second, None));
    }

    [Fact]
    public async Task An_end_that_was_cut_off_is_seen_by_a_mark_that_was_kept()
    {
        var db = await DbAsync();
        var mark = await db.AppendAuditAsync(Audit(), None);

        var cut = await db.VerifyAuditAsync(mark with { Number = 2 }, None);
        var other = await db.VerifyAuditAsync(mark with { Hash = Digest.Of("other"u8) }, None);

        Assert.Equal(new AuditBreak(2, "the audit log ends with entry 1, and entry 2 was known"), cut);
        Assert.Equal(new AuditBreak(1, "audit entry 1 is not the one whose hash was kept"), other);
    }

    [Fact]
    public async Task A_batch_is_recorded_whole()
    {
        var db = await DbAsync();
        var receipt = await db.CommitAsync(
            new MetaDbBatch
            {
                Contents = [Manifest, "other"u8.ToArray()],
                Records = [new(Record(), 0), new(Record(mark: RecordMark.Applied), 1)],
                Evidence = [Evidence()],
                Audit = [Audit(), Audit("again")],
            },
            None);

        Assert.Equal([Digest.Of(Manifest), Digest.Of("other"u8)], receipt.Contents);
        Assert.Equal([1, 2], receipt.Sequences);
        Assert.Equal([1, 2], receipt.Audit.Select(mark => mark.Number));
        Assert.NotNull(await db.FindEvidenceAsync(receipt.Evidence[0], None));
        Assert.Null(await db.VerifyAuditAsync(receipt.Audit[1], None));
    }

    [Fact]
    public async Task A_batch_that_is_refused_leaves_nothing()
    {
        var db = await DbAsync();
        await AddAsync(db, Record(new("c-2", "coredns"), epoch: 9));
        var batch = new MetaDbBatch
        {
            Contents = [Manifest, "other"u8.ToArray()],
            Records = [new(Record(), 0), new(Record(new("c-2", "coredns")), 1)],
            Evidence = [Evidence()],
            Audit = [Audit()],
        };

        await Assert.ThrowsAsync<StaleEpochException>(() => db.CommitAsync(batch, None));

        Assert.Null(await db.FindContentAsync(Digest.Of("other"u8), None));
        Assert.Equal(0, (await db.NewestAsync(Dns, None)).Sequence);
        Assert.Empty(await ListAsync(db.EvidenceOfAsync("r-1", null, None)));
        Assert.Empty(await ListAsync(db.AuditAsync(0, None)));
        Assert.Single(await ListAsync(db.ByClusterAsync(null, None)));
        Assert.Equal(1, (await db.AppendAuditAsync(Audit(), None)).Number);
    }

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
            Assert.All(won.Where(error => error is not null), error => Assert.Equal($"r-{winner}", error!.Newest!.ReleaseId));
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
    public async Task What_was_cancelled_before_it_began_is_not_recorded()
    {
        var db = await DbAsync();
        var gone = new CancellationToken(canceled: true);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => db.AppendAuditAsync(Audit(), gone));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => db.NewestAsync(Dns, gone));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => ListAsync(db.ByClusterAsync(null, gone)));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => ListAsync(db.AuditAsync(0, gone)));

        Assert.Empty(await ListAsync(db.AuditAsync(0, None)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("C-1")]
    [InlineData("c_1")]
    [InlineData("c 1")]
    [InlineData("c\0")]
    public async Task A_name_that_stores_would_sort_differently_is_refused(string name)
    {
        var db = await DbAsync();

        var cluster = Record(new(name, "coredns"));
        var refused = await Assert.ThrowsAsync<ArgumentException>(() => db.RecordAsync(cluster, 0, None));
        await Assert.ThrowsAsync<ArgumentException>(() => db.RecordAsync(Record(new("c-1", name)), 0, None));
        await Assert.ThrowsAsync<ArgumentException>(() => db.PutEvidenceAsync(Evidence(cluster: name), None));

        Assert.Contains("is no name", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_could_not_be_read_back_as_it_was_is_refused()
    {
        var db = await DbAsync();
        var images = new Dictionary<string, string>(StringComparer.Ordinal) { ["a"] = "" };
        ComponentRecord[] records =
        [
            Record(release: "a\ud800"),
            Record(release: "a\0b"),
            Record(release: new string('r', 5000)),
            Record(epoch: -1),
            Record(mark: (RecordMark)9),
            Record() with { Images = images },
        ];

        foreach (var record in records)
        {
            await Assert.ThrowsAsync<ArgumentException>(() => db.RecordAsync(record, 0, None));
        }

        await Assert.ThrowsAsync<ArgumentException>(() => db.RecordAsync(Record(), -1, None));
        await Assert.ThrowsAsync<ArgumentException>(() => db.PutEvidenceAsync(Evidence(says: ""), None));
        await Assert.ThrowsAsync<ArgumentException>(() => db.AppendAuditAsync(Audit(""), None));
        var large = new JsonObject { ["x"] = new string('x', 2 << 20) };
        var refused = await Assert.ThrowsAsync<ArgumentException>(() => db.AppendAuditAsync(Audit("a", large), None));
        Assert.Contains("1048576 is the limit", refused.Message, StringComparison.Ordinal);
    }

    /// <summary>A new, empty store.</summary>
    private protected abstract Task<IMetaDb> OpenAsync();

    /// <summary>Takes away what the store leaves.</summary>
    private protected virtual ValueTask CleanAsync() => ValueTask.CompletedTask;

    private static async Task<IEnumerable<PairKey>> KeysAsync(IAsyncEnumerable<ComponentState> states) =>
        (await ListAsync(states)).Select(state => state.Pair);

    private async Task<IMetaDb> DbAsync() => open ??= await OpenAsync();
}
