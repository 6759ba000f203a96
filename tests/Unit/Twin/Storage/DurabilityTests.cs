using Fairway.Tests.Twin.Storage.Disks;
using Fairway.Twin.Storage;
using Xunit;

namespace Fairway.Tests.Twin.Storage;

/// <summary>
/// What was acknowledged survives the loss of power at any moment; and a store that breaks this is found out.
/// </summary>
public sealed class DurabilityTests
{
    private const int Full = 13;
    private const int SyncFailed = 10 | (4 << 8);
    private static readonly int Seed = (int)(SeedOfRun() % 1_000_000_000);
    private static readonly int Runs = Environment.GetEnvironmentVariable("FAIRWAY_LONG") is null ? 2 : 100;

    [Fact]
    public async Task No_loss_of_power_takes_what_was_acknowledged_of_a_scripted_history()
    {
        var (fault, images) = await RunAsync(History.PlayScriptAsync);

        Assert.Null(fault);
        Assert.True(images > 300, $"only {images} disks were looked at");
    }

    [Fact]
    public async Task No_loss_of_power_takes_what_was_acknowledged_of_random_histories()
    {
        for (var run = 0; run < Runs; run++)
        {
            var seed = Seed + (run * 1000);
            var (fault, _) = await RunAsync(store => History.PlayAtRandomAsync(store, seed, writers: 4, writes: 10));

            Assert.Null(fault);
        }
    }

    [Fact]
    public async Task A_disk_that_fails_now_and_then_takes_nothing_either()
    {
        var random = new Random(Seed);
        var (refused, stored) = (0, 0);
        var (fault, _) = await RunAsync(
            async store =>
            {
                (refused, stored) = await History.PlayAtRandomAsync(store, Seed, writers: 3, writes: 14);
            },
            fails: change => (change.Kind, random.Next(12)) switch
            {
                (DiskChangeKind.Write, 0) => Full,
                (DiskChangeKind.Sync, 0) => SyncFailed,
                _ => 0,
            });

        Assert.Null(fault);
        Assert.True(refused > 0 && stored > 0, $"{refused} writes were refused, {stored} stored");
    }

    [Theory]
    [InlineData("OFF")]
    [InlineData("NORMAL")]
    public async Task A_store_that_does_not_sync_is_found_out(string synchronous)
    {
        var (fault, _) = await RunAsync(History.PlayScriptAsync, synchronous);

        Assert.NotNull(fault);
    }

    [Fact]
    public async Task A_store_that_acknowledges_before_it_commits_is_found_out()
    {
        var (fault, _) = await RunAsync(History.PlayScriptAsync, breakIt: static j => new EarlyJournal(j));

        Assert.Contains("was durable, and the store is at", fault, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_store_that_writes_a_group_in_halves_is_found_out()
    {
        using var begin = new ManualResetEventSlim();
        var (fault, _) = await RunAsync(
            async store =>
            {
                var commits = Enumerable.Range(0, 8).Select(i => store.CommitAsync(Sample.Create($"o-{i}"), default));
                var decided = commits.ToArray();
                begin.Set();
                await Task.WhenAll(decided);
            },
            breakIt: j => new HalvingJournal(j, begin),
            sessions: 1);

        Assert.Contains("in the middle of a group", fault, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_store_that_forgets_deletions_is_found_out()
    {
        var (fault, _) = await RunAsync(
            History.PlayScriptAsync,
            breakIt: static j => new HoardingJournal(j),
            sessions: 1);

        Assert.Contains("are not what they were", fault, StringComparison.Ordinal);
    }

    private static long SeedOfRun() =>
        long.TryParse(Environment.GetEnvironmentVariable("FAIRWAY_SEED"), out var seed) ? seed : 1;

    private static async Task<(string? Fault, int Images)> RunAsync(
        Func<ClusterStore, Task> history,
        string synchronous = "FULL",
        Func<IStoreJournal, IStoreJournal>? breakIt = null,
        Func<DiskChange, int>? fails = null,
        int sessions = 2)
    {
        var disk = new Disk();
        var said = new List<Testimony>();
        for (var session = 0; session < sessions; session++)
        {
            IStoreJournal journal = new SqliteJournal(disk.Database, DiskVfs.Use())
            {
                Synchronous = synchronous,
                PagesAtRest = 12,
                PagesAtMost = 40,
            };
            var witness = new WitnessJournal(breakIt?.Invoke(journal) ?? journal, disk, said);
            await using var store = new ClusterStore(Sample.Options(witness));
            disk.Fault = fails ?? disk.Fault;
            await history(store);
            disk.Fault = static _ => 0;
        }

        var checker = new DurabilityChecker(disk.Changes, said, Seed);
        var fault = await checker.FindFaultAsync();
        disk.Remove();
        return (fault, checker.Images);
    }

    /// <summary>Broken on purpose: says that a group is durable, and writes it with the next.</summary>
    private sealed class EarlyJournal(IStoreJournal inner) : IStoreJournal
    {
        private IReadOnlyList<JournalEntry>? late;

        public JournalContents Open() => inner.Open();

        public void Write(IReadOnlyList<JournalEntry> group)
        {
            Flush();
            late = group;
        }

        public void Rest() => inner.Rest();

        public void Dispose()
        {
            Flush();
            inner.Dispose();
        }

        private void Flush()
        {
            if (late is not null)
            {
                inner.Write(late);
                late = null;
            }
        }
    }

    /// <summary>Broken on purpose: a group takes two transactions.</summary>
    private sealed class HalvingJournal(IStoreJournal inner, ManualResetEventSlim begin) : IStoreJournal
    {
        public JournalContents Open() => inner.Open();

        public void Write(IReadOnlyList<JournalEntry> group)
        {
            begin.Wait();
            foreach (var half in group.Chunk((group.Count + 1) / 2))
            {
                inner.Write(half);
            }
        }

        public void Rest() => inner.Rest();

        public void Dispose() => inner.Dispose();
    }

    /// <summary>Broken on purpose: writes another object's state where one is deleted.</summary>
    private sealed class HoardingJournal(IStoreJournal inner) : IStoreJournal
    {
        public JournalContents Open() => inner.Open();

        public void Write(IReadOnlyList<JournalEntry> group) =>
            inner.Write([.. group.Select(Keep)]);

        public void Rest() => inner.Rest();

        public void Dispose() => inner.Dispose();

        private static JournalEntry Keep(JournalEntry entry) =>
            entry with { Event = entry.Event with { Kind = StoreEventKind.Modified } };
    }
}
