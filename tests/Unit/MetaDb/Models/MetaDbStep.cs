using CsCheck;
using Fairway.Delivery.Records;
using Fairway.MetaDb.Auditing;
using Xunit;

namespace Fairway.Tests.MetaDb.Models;

/// <summary>A batch of a random history: records of pairs from a few, evidence and audit entries.</summary>
/// <param name="Records">
/// Number of the pair, mark, epoch, and how far the expected sequence is beside the right one.
/// </param>
/// <param name="Evidence">How many pieces of evidence.</param>
/// <param name="Audit">How many audit entries.</param>
internal sealed record MetaDbStep(
    IReadOnlyList<(int Pair, int Mark, int Epoch, int Beside)> Records, int Evidence, int Audit)
{
    private const int Clusters = 2;
    private static readonly CancellationToken None = CancellationToken.None;

    public static Gen<MetaDbStep[]> Histories { get; } = Gen.Select(
        Gen.Select(Gen.Int[0, 3], Gen.Int[1, 3], Gen.Int[1, 4], Gen.Int[-6, 1]).Array[0, 3],
        Gen.Int[0, 2],
        Gen.Int[0, 2],
        static (records, evidence, audit) => new MetaDbStep(records, evidence, audit)).Array[0, 25];

    /// <summary>Does every step to both, and compares what comes of it.</summary>
    public static async Task PlayAsync(IMetaDb db, NaiveMetaDb model, IReadOnlyList<MetaDbStep> steps)
    {
        var first = (await Sample.ListAsync(db.AuditAsync(0, None))).Count;
        foreach (var (number, step) in steps.Index())
        {
            await step.DoAsync(db, model, number);
        }

        await CompareAsync(db, model);
        Assert.Equal(model.Audit, (await Sample.ListAsync(db.AuditAsync(first, None))).Select(row => row.Entry.Verb));
        Assert.Null(await db.VerifyAuditAsync(null, None));
    }

    private static async Task CompareAsync(IMetaDb db, NaiveMetaDb model)
    {
        foreach (var (pair, records) in model.Records)
        {
            var history = await db.HistoryAsync(pair, 1000, null, None);
            Assert.Equal(records.Select(Sample.Text).Reverse(), history.Select(Sample.Text));
            Assert.Equal(Newest(pair, records), Sample.Text(await db.NewestAsync(pair, None)));
        }

        foreach (var cluster in Enumerable.Range(0, Clusters).Select(number => $"{model.Name}-c{number}"))
        {
            var listed = (await Sample.ListAsync(db.ByClusterAsync(cluster, None))).Select(Sample.Text);
            var there = model.Records.Where(one => one.Key.ClusterId == cluster && one.Value.Count > 0);
            Assert.Equal(there.OrderBy(one => one.Key).Select(one => Newest(one.Key, one.Value)), listed);
        }

        foreach (var (release, says) in model.Evidence)
        {
            var found = await Sample.ListAsync(db.EvidenceOfAsync(release, null, None));
            Assert.Equal(says, found.Select(row => row.Evidence.Says));
        }
    }

    private static string Newest(PairKey pair, List<ComponentRecord> records)
    {
        var marks = Enum.GetValues<RecordMark>()
            .Select(mark => Sample.Text(records.LastOrDefault(record => record.Mark == mark)));
        var epoch = records.Count == 0 ? 0 : records.Max(record => record.Epoch);
        return $"{pair} {records.Count} {epoch} / {string.Join(" / ", marks)}";
    }

    private async Task DoAsync(IMetaDb db, NaiveMetaDb model, int number)
    {
        var release = $"{model.Name}-r{number}";
        var (writes, later, refusal) = Write(model, release);
        var says = Enumerable.Range(0, Evidence).Select(i => $"evidence {i}").ToList();
        var verbs = Enumerable.Range(0, Audit).Select(i => $"{release}-{i}").ToList();
        var batch = new MetaDbBatch
        {
            Contents = [Sample.Manifest],
            Records = writes,
            Evidence = [.. says.Select(say => Sample.Evidence(release, says: say))],
            Audit = [.. verbs.Select(verb => Sample.Audit(verb))],
        };
        if (refusal is not null)
        {
            var thrown = await Assert.ThrowsAnyAsync<MetaDbException>(() => db.CommitAsync(batch, None));
            Assert.Equal(refusal, thrown.GetType().Name);
            return;
        }

        var receipt = await db.CommitAsync(batch, None);
        Assert.Equal(later.Select(record => record.Sequence), receipt.Sequences);
        later.ForEach(record => model.Of(record.Pair).Add(record));
        model.Evidence[release] = says;
        model.Audit.AddRange(verbs);
    }

    /// <summary>What is asked for, what it becomes, and the first refusal.</summary>
    private (List<RecordWrite> Writes, List<ComponentRecord> Later, string? Refusal) Write(
        NaiveMetaDb model, string release)
    {
        var (writes, later, refusal) = (new List<RecordWrite>(), new List<ComponentRecord>(), (string?)null);
        foreach (var (number, mark, epoch, beside) in Records)
        {
            var pair = new PairKey($"{model.Name}-c{number % Clusters}", $"k{number / Clusters}");
            var there = model.Of(pair).Concat(later.Where(record => record.Pair == pair)).ToList();

            // Mostly the right one, sometimes one beside it.
            var expected = Math.Max(0, there.Count + (beside < -1 ? 0 : beside));
            var record = Sample.Record(pair, (RecordMark)mark, epoch, release);
            writes.Add(new RecordWrite(record, expected));
            refusal ??= NaiveMetaDb.Refusal(there, record, expected);
            later.Add(record with { Sequence = there.Count + 1 });
        }

        return (writes, later, refusal);
    }
}
