using System.Text.Json.Nodes;
using Fairway.Delivery.Gates;
using Fairway.Delivery.Records;
using Fairway.MetaDb.Auditing;
using Fairway.Schema.Digests;
using Xunit;
using static Fairway.Tests.MetaDb.Sample;

namespace Fairway.Tests.MetaDb;

/// <summary>Evidence and the audit log.</summary>
public abstract partial class MetaDbContract
{
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
        var detail = new JsonObject { ["from"] = "1.0", ["to"] = "1.1" };
        var first = await db.AppendAuditAsync(Audit("apply", detail), None);
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
}
