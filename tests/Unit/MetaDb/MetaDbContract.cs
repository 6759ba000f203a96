using System.Text;
using System.Text.Json.Nodes;
using Fairway.Delivery.Records;
using Fairway.MetaDb.Auditing;
using Fairway.Schema.Digests;
using Xunit;
using static Fairway.Tests.MetaDb.Sample;

namespace Fairway.Tests.MetaDb;

/// <summary>What every store does. A new one derives from this, and passes.</summary>
public abstract partial class MetaDbContract : IAsyncDisposable
{
    private protected static readonly CancellationToken None = CancellationToken.None;
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

    private async Task<IMetaDb> DbAsync() => open ??= await OpenAsync();
}
