using Fairway.Delivery.Records;
using Fairway.MetaDb.Sqlite;
using Fairway.Schema.Digests;
using Fairway.Tests.Twin.Storage.Disks;
using Xunit;
using static Fairway.Tests.MetaDb.Sample;

namespace Fairway.Tests.MetaDb.Sqlite;

/// <summary>What was acknowledged survives a loss of power at every write and sync; nothing is there by half.</summary>
public sealed class PowerLossTests
{
    private const int Full = 13;
    private const int NotSynced = 10 | (4 << 8);
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly int Seed = (int)(SeedOfRun() % 1_000_000);

    [Fact]
    public async Task No_loss_of_power_takes_what_was_acknowledged()
    {
        var (fault, images) = await RunAsync((db, disk) => PlayAsync(db, disk));

        Assert.Null(fault);
        Assert.True(images > 200, $"only {images} disks were looked at");
    }

    [Fact]
    public async Task A_disk_that_fails_now_and_then_takes_nothing_either()
    {
        var (random, made) = (new Random(Seed), 0);
        IReadOnlyList<Promise> promises = [];
        var (fault, _) = await RunAsync(async (db, disk) =>
        {
            disk.Fault = change => (change.Kind, made++ < 2 || random.Next(40) == 0) switch
            {
                (DiskChangeKind.Write, true) => Full,
                (DiskChangeKind.Sync, true) => NotSynced,
                _ => 0,
            };
            var troubled = await PlayAsync(db, disk);
            disk.Fault = static _ => 0;
            return promises = [.. troubled, .. await PlayAsync(db, disk, "later")];
        });

        Assert.Null(fault);
        Assert.Contains(promises, promise => promise.Position is null);
        Assert.Contains(promises, promise => promise.Position is not null);
    }

    [Theory]
    [InlineData("OFF")]
    [InlineData("NORMAL")]
    public async Task A_store_that_does_not_sync_is_found_out(string synchronous)
    {
        var (fault, _) = await RunAsync((db, disk) => PlayAsync(db, disk), synchronous);

        Assert.NotNull(fault);
    }

    [Fact]
    public async Task A_store_that_records_a_batch_in_parts_is_found_out()
    {
        var (fault, _) = await RunAsync(async (db, disk) =>
        {
            var batch = Batch("r-1", new PairKey("c-1", "k-0"), 0);
            await db.CommitAsync(batch with { Evidence = [], Audit = [] }, None);
            await db.CommitAsync(batch with { Contents = [], Records = [] }, None);
            return [new Promise("r-1", disk.Position)];
        });

        Assert.Contains("r-1 is there by half", fault, StringComparison.Ordinal);
    }

    private static long SeedOfRun() =>
        long.TryParse(Environment.GetEnvironmentVariable("FAIRWAY_SEED"), out var seed) ? seed : 1;

    private static MetaDbBatch Batch(string name, PairKey pair, long expected) => new()
    {
        Contents = [PowerLoss.ManifestOf(name)],
        Records =
        [
            new(Record(pair, release: name) with { ManifestDigest = Digest.Of(PowerLoss.ManifestOf(name)) }, expected),
        ],
        Evidence = [Evidence(release: name)],
        Audit = [Audit(name)],
    };

    /// <summary>Writers, each with a pair of its own, who go on whatever they are told.</summary>
    private static async Task<IReadOnlyList<Promise>> PlayAsync(
        SqliteMetaDb db, Disk disk, string time = "first")
    {
        var promises = await Task.WhenAll(Enumerable.Range(0, 3).Select(writer => PlayAsync(db, disk, time, writer)));
        return [.. promises.SelectMany(one => one)];
    }

    private static async Task<List<Promise>> PlayAsync(SqliteMetaDb db, Disk disk, string time, int writer)
    {
        var promises = new List<Promise>();
        for (var i = 0; i < 4; i++)
        {
            var name = $"{time}-{writer}-{i}";
            try
            {
                var pair = new PairKey("c-1", $"k-{writer}");
                await db.CommitAsync(Batch(name, pair, (await db.NewestAsync(pair, None)).Sequence), None);
                promises.Add(new Promise(name, disk.Position));
            }
            catch (MetaDbUnavailableException)
            {
                promises.Add(new Promise(name, null));
            }
        }

        return promises;
    }

    private static async Task<(string? Fault, int Images)> RunAsync(
        Func<SqliteMetaDb, Disk, Task<IReadOnlyList<Promise>>> play, string synchronous = "FULL")
    {
        var disk = new Disk();
        var settings = new SqliteSettings(disk.Database)
        {
            Vfs = DiskVfs.Use(),
            Synchronous = synchronous,
            CheckpointPages = 30,
        };
        IReadOnlyList<Promise> promises;
        await using (var db = await SqliteMetaDb.OpenAsync(settings, None))
        {
            promises = await play(db, disk);
        }

        var loss = new PowerLoss(disk.Changes, promises, Seed);
        var fault = await loss.FindFaultAsync();
        disk.Remove();
        return (fault, loss.Images);
    }
}
