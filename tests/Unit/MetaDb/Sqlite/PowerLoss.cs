using Fairway.Delivery.Records;
using Fairway.MetaDb.Auditing;
using Fairway.MetaDb.Sqlite;
using Fairway.Schema.Digests;
using Fairway.Tests.Twin.Storage.Disks;
using static Fairway.Tests.MetaDb.Sample;

namespace Fairway.Tests.MetaDb.Sqlite;

/// <summary>
/// Loses power at every change of a disk's history, in each way there is, opens a store on what is left, and looks
/// whether what was promised by then is there, and nothing by half.
/// </summary>
internal sealed class PowerLoss(IReadOnlyList<DiskChange> changes, IReadOnlyList<Promise> promises, int seed)
{
    private static readonly CancellationToken None = CancellationToken.None;
    private readonly Random random = new(seed);

    /// <summary>How many disks were looked at.</summary>
    public int Images { get; private set; }

    /// <summary>What is wrong, or null.</summary>
    public async Task<string?> FindFaultAsync()
    {
        var walk = new CrashWalk(changes);
        do
        {
            foreach (var crash in Enum.GetValues<Crash>())
            {
                // Without anything unsynced all kinds of loss are the same.
                if (crash != Crash.Dropped && walk.IsAtSync)
                {
                    continue;
                }

                var fault = await LookAsync(walk.Lose(crash, random), walk.Position);
                if (fault is not null)
                {
                    return $"seed {seed}, after change {walk.Position} of {changes.Count}, {crash}: {fault}";
                }
            }
        }
        while (walk.Step());

        return null;
    }

    private async Task<string?> LookAsync(Disk disk, int position)
    {
        Images++;
        try
        {
            await using var db = await SqliteMetaDb.OpenAsync(
                new SqliteSettings(disk.Database) { Vfs = DiskVfs.Use() }, None);
            return await CompareAsync(db, position) ?? await GoOnAsync(db);
        }
        catch (MetaDbException e)
        {
            return $"the store fails: {e.Message}";
        }
        finally
        {
            disk.Remove();
        }
    }

    private async Task<string?> CompareAsync(SqliteMetaDb db, int position)
    {
        var states = await ListAsync(db.ByClusterAsync(null, None));
        var records = new HashSet<string>(StringComparer.Ordinal);
        foreach (var state in states)
        {
            var history = await db.HistoryAsync(state.Pair, int.MaxValue, null, None);
            if (history.Count != state.Sequence)
            {
                return $"{state.Pair} is at {state.Sequence} and has {history.Count} records";
            }

            records.UnionWith(history.Select(record => record.ReleaseId));
        }

        if (await db.VerifyAuditAsync(null, None) is { } broken)
        {
            return broken.Says;
        }

        var audit = (await ListAsync(db.AuditAsync(0, None))).Select(row => row.Entry.Verb).ToHashSet();
        foreach (var promise in promises)
        {
            bool[] parts =
            [
                records.Contains(promise.Name),
                audit.Contains(promise.Name),
                await db.FindContentAsync(Digest.Of(ManifestOf(promise.Name)), None) is not null,
                (await ListAsync(db.EvidenceOfAsync(promise.Name, null, None))).Count == 1,
            ];
            if (parts.Distinct().Count() != 1)
            {
                return $"{promise.Name} is there by half";
            }

            if (promise.Position <= position && !parts[0])
            {
                return $"{promise.Name} was recorded, and is not there";
            }
        }

        return null;
    }

    public static byte[] ManifestOf(string name) => [.. Enumerable.Range(0, 40).SelectMany(
        i => Digest.Of(System.Text.Encoding.UTF8.GetBytes($"{name}-{i}")).ToBytes())];

    private static async Task<string?> GoOnAsync(SqliteMetaDb db)
    {
        var pair = new PairKey("c-1", "k-0");
        var before = await db.NewestAsync(pair, None);
        var after = await AddAsync(db, Record(pair, epoch: 99));
        return after == before.Sequence + 1 ? null : $"a record got {after} after {before.Sequence}";
    }
}
