using System.Diagnostics;
using Fairway.Delivery.Records;
using Fairway.MetaDb.Auditing;
using Fairway.MetaDb.Memory;
using Fairway.MetaDb.Sqlite;
using Fairway.Schema.Digests;

namespace Fairway.Bench.Records;

/// <summary>
/// Figures of the MetaDB at growing sizes: <c>bench metadb [FOLDER]</c>. In the folder the database is made: the rates
/// are about its disk. What one pair costs must not grow with the fleet; a list grows with its rows.
/// </summary>
internal static class MetaDbFigures
{
    private const int Components = 200;
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly byte[] Manifest = [.. Enumerable.Range(0, 20_000).Select(i => (byte)(' ' + (i * 7 % 90)))];

    public static async Task RunAsync(string[] arguments)
    {
        var parent = arguments.ElementAtOrDefault(0) ?? Path.GetTempPath();
        var folder = Path.Combine(parent, $"fairway-bench-{Environment.ProcessId}");
        Directory.CreateDirectory(folder);
        foreach (var clusters in new[] { 3, 30, 300 })
        {
            var path = Path.Combine(folder, $"facts-{clusters}.db");
            await using var db = await SqliteMetaDb.OpenAsync(path, None);
            await OfFleetAsync(db, clusters, "SQLite");
            Figure.Say($"SQLite: file of {clusters * Components} pairs with 3 records", Size(path, clusters));
        }

        await OfFleetAsync(new InMemoryMetaDb(), 300, "memory");
        await RatesAsync(folder);
        Directory.Delete(folder, recursive: true);
    }

    private static async Task OfFleetAsync(IMetaDb db, int clusters, string store)
    {
        var pairs = clusters * Components;
        await FillAsync(db, clusters);
        Figure.Say($"{store}: all {pairs} pairs", await BestAsync(async () =>
        {
            await foreach (var state in db.ByClusterAsync(null, None))
            {
                Trace.Assert(state.Sequence == 3);
            }
        }));
        Figure.Say($"{store}: a component on all clusters, of {pairs} pairs", await BestAsync(
            async () => await CountAsync(db.ByComponentAsync("component-7", None))));
        Figure.Say($"{store}: newest of a pair, of {pairs} pairs", await BestAsync(
            () => db.NewestAsync(new PairKey("cluster-1", "component-7"), None)));
        await db.PutContentAsync("more"u8.ToArray(), None);
        var record = Record("cluster-1", "component-8", RecordMark.Intended);
        var expected = 3;
        Figure.Say($"{store}: one record more, of {pairs} pairs", await BestAsync(
            () => db.RecordAsync(record, expected++, None)));
    }

    private static async Task FillAsync(IMetaDb db, int clusters)
    {
        await db.PutContentAsync(Manifest, None);
        for (var cluster = 0; cluster < clusters; cluster++)
        {
            var marks = Enum.GetValues<RecordMark>();
            await db.CommitAsync(
                new MetaDbBatch
                {
                    Records =
                    [
                        .. from component in Enumerable.Range(0, Components)
                           from mark in marks
                           select new RecordWrite(
                               Record($"cluster-{cluster}", $"component-{component}", mark), (int)mark - 1),
                    ],
                },
                None);
        }
    }

    /// <summary>What a manager writes at each act: a record, a piece of evidence and an audit entry.</summary>
    private static async Task RatesAsync(string folder)
    {
        foreach (var writers in new[] { 1, 16, 64 })
        {
            var path = Path.Combine(folder, $"rates-{writers}.db");
            await using var db = await SqliteMetaDb.OpenAsync(path, None);
            await db.PutContentAsync(Manifest, None);
            var each = 2_000 / (writers + 3);
            var start = Stopwatch.GetTimestamp();
            var delays = await Task.WhenAll(Enumerable.Range(0, writers).Select(n => WriteAsync(db, n, each)));
            var rate = writers * each / Stopwatch.GetElapsedTime(start).TotalSeconds;
            var sorted = delays.SelectMany(one => one).Order().ToList();
            Figure.Say(
                $"SQLite: acts recorded, {writers} managers' clusters at once",
                $"{rate:n0}/s, p50 {Figure.At(sorted, 0.5):n2} ms, p99 {Figure.At(sorted, 0.99):n2} ms");
            Figure.Say($"SQLite: audit log of {writers * each} entries verified", await BestAsync(
                () => db.VerifyAuditAsync(null, None)));
        }
    }

    private static async Task<List<double>> WriteAsync(IMetaDb db, int writer, int each)
    {
        var delays = new List<double>();
        for (var i = 0; i < each; i++)
        {
            var batch = new MetaDbBatch
            {
                Records = [new(Record($"cluster-{writer}", "component-0", RecordMark.Intended), i)],
                Evidence =
                [
                    new Evidence
                    {
                        Gate = "health",
                        Subject = new EvidenceSubject($"release-{i}", $"cluster-{writer}", "step-1"),
                        Decision = Fairway.Delivery.Gates.GateDecision.Pass,
                        ObservedAt = DateTimeOffset.UnixEpoch,
                        Says = "3 of 3 pods of the target revision are ready",
                    },
                ],
                Audit =
                [
                    new AuditEntry
                    {
                        At = DateTimeOffset.UnixEpoch,
                        Actor = "manager",
                        Verb = "apply",
                        Subject = $"component-0 on cluster-{writer}",
                        Reason = $"release-{i} goes through its first stage",
                    },
                ],
            };
            var start = Stopwatch.GetTimestamp();
            await db.CommitAsync(batch, None);
            delays.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        return delays;
    }

    private static ComponentRecord Record(string cluster, string component, RecordMark mark) => new()
    {
        ClusterId = cluster,
        Component = component,
        Mark = mark,
        Version = $"{component}-1.11.3",
        VersionDigest = Digest.Of("version"u8),
        ValuesDigest = Digest.Of("values"u8),
        ManifestDigest = Digest.Of(Manifest),
        Images = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["registry.example/platform/component"] = "1.11.3",
            ["registry.example/platform/exporter"] = "0.4.1",
        },
        ReleaseId = "component-2026-11-22-0007",
        Epoch = 7,
        At = DateTimeOffset.UnixEpoch,
    };

    private static async Task<int> CountAsync(IAsyncEnumerable<ComponentState> states)
    {
        var count = 0;
        await foreach (var _ in states)
        {
            count++;
        }

        return count;
    }

    private static string Size(string path, int clusters)
    {
        var bytes = new FileInfo(path).Length + new FileInfo(path + "-wal").Length;
        return $"{bytes / 1e6:n1} MB, {bytes / (clusters * Components * 3.0):n0} B a record";
    }

    private static async Task<string> BestAsync(Func<Task> measured)
    {
        var best = double.MaxValue;
        for (var i = 0; i < 7; i++)
        {
            var start = Stopwatch.GetTimestamp();
            await measured();
            best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        return $"{best:n2} ms";
    }
}
