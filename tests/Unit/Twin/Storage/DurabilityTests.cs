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
    private static readonly int Seed =
        int.TryParse(Environment.GetEnvironmentVariable("FAIRWAY_SEED"), out var seed) ? seed : 1;

    [Fact]
    public async Task No_loss_of_power_takes_what_was_acknowledged_of_a_scripted_history()
    {
        var (fault, images) = await RunAsync(History.PlayScriptAsync);

        Assert.Null(fault);
        Assert.True(images > 300, $"only {images} disks were looked at");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task No_loss_of_power_takes_what_was_acknowledged_of_a_random_history(int run)
    {
        var seed = Seed + (run * 1000);
        var (fault, _) = await RunAsync(store => History.PlayAtRandomAsync(store, seed, writers: 4, writes: 20));

        Assert.Null(fault);
    }

    [Fact]
    public async Task A_disk_that_fails_now_and_then_takes_nothing_either()
    {
        var random = new Random(Seed);
        var (refused, stored) = (0, 0);
        var (fault, _) = await RunAsync(
            async store =>
            {
                (refused, stored) = await History.PlayAtRandomAsync(store, Seed, writers: 3, writes: 20);
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
        var (fault, _) = await RunAsync(History.PlayScriptAsync, breakIt: static j => new HalvingJournal(j));

        Assert.Contains("in the middle of a group", fault, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_store_that_forgets_deletions_is_found_out()
    {
        var (fault, _) = await RunAsync(History.PlayScriptAsync, breakIt: static j => new HoardingJournal(j));

        Assert.Contains("are not what they were", fault, StringComparison.Ordinal);
    }

    private static async Task<(string? Fault, int Images)> RunAsync(
        Func<ClusterStore, Task> history,
        string synchronous = "FULL",
        Func<IStoreJournal, IStoreJournal>? breakIt = null,
        Func<DiskChange, int>? fails = null)
    {
        var disk = new Disk();
        IStoreJournal journal = new SqliteJournal(disk.Database, DiskVfs.Use())
        {
            Synchronous = synchronous,
            PagesAtRest = 12,
            PagesAtMost = 40,
        };
        var witness = new WitnessJournal(breakIt?.Invoke(journal) ?? journal, disk);
        await using (var store = new ClusterStore(Sample.Options(witness)))
        {
            disk.Fault = fails ?? disk.Fault;
            await history(store);
        }

        var checker = new DurabilityChecker(disk.Changes, witness.Said, Seed);
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
    private sealed class HalvingJournal(IStoreJournal inner) : IStoreJournal
    {
        public JournalContents Open() => inner.Open();

        public void Write(IReadOnlyList<JournalEntry> group)
        {
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
