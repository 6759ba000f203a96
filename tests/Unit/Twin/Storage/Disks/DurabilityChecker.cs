using System.Text;
using Fairway.Twin.Storage;

namespace Fairway.Tests.Twin.Storage.Disks;

/// <summary>
/// Loses power at every change of a disk's history, in each way there is, opens a store on what is left, and compares
/// it with what had been called durable by then. Shares no code with the store but the opening.
/// </summary>
internal sealed class DurabilityChecker(IReadOnlyList<DiskChange> changes, IReadOnlyList<Testimony> said, int seed)
{
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
                if (crash == Crash.Dropped || !walk.IsAtSync)
                {
                    var fault = await LookAsync(walk.Lose(crash, random), walk.Position);
                    if (fault is not null)
                    {
                        return $"seed {seed}, after change {walk.Position} of {changes.Count}, {crash}: {fault}";
                    }
                }
            }
        }
        while (walk.Step());

        return null;
    }

    private static string Describe(JournalEntry entry) => $"{entry.Resource} {entry.Event.Object.Key}";

    private async Task<string?> LookAsync(Disk disk, int position)
    {
        Images++;
        try
        {
            var journal = new SqliteJournal(disk.Database, DiskVfs.Use());
            await using var store = new ClusterStore(Sample.Options(journal));
            return Compare(store, position) ?? await WriteAsync(store);
        }
        catch (StoreException e)
        {
            return $"the store does not open: {e.Message}";
        }
        finally
        {
            disk.Remove();
        }
    }

    private string? Compare(ClusterStore store, int position)
    {
        var promised = said.LastOrDefault(t => t.Durable && t.Position <= position)?.Revision ?? 1;
        if (store.Revision < promised)
        {
            return $"revision {promised} was durable, and the store is at {store.Revision}";
        }

        if (store.Revision != 1 && said.All(t => t.Revision != store.Revision))
        {
            return $"the store is at revision {store.Revision}, in the middle of a group";
        }

        var expected = StateAt(store.Revision);
        foreach (var resource in said.SelectMany(static t => t.Entries).Select(static e => e.Resource).Distinct())
        {
            var wanted = expected.Values.Where(e => e.Resource == resource).Select(static e => Text(e.Event.Object));
            var found = store.View(resource).Select(Text);
            if (!wanted.Order(StringComparer.Ordinal).SequenceEqual(found.Order(StringComparer.Ordinal)))
            {
                return $"{resource} at revision {store.Revision} are not what they were";
            }
        }

        return null;
    }

    /// <summary>
    /// The state at a revision: all that was durable up to it, and what it itself wrote even if that was refused.
    /// </summary>
    private Dictionary<string, JournalEntry> StateAt(long revision)
    {
        var state = new Dictionary<string, JournalEntry>(StringComparer.Ordinal);
        foreach (var group in said.Where(t => t.Revision == revision || (t.Durable && t.Revision < revision)))
        {
            foreach (var entry in group.Entries)
            {
                if (entry.Event.Kind == StoreEventKind.Deleted)
                {
                    state.Remove(Describe(entry));
                }
                else
                {
                    state[Describe(entry)] = entry;
                }
            }
        }

        return state;
    }

    private static async Task<string?> WriteAsync(ClusterStore store)
    {
        var before = store.Revision;
        var made = await store.CommitAsync(Sample.Create("written-after-the-loss"), CancellationToken.None);
        return made.Object!.Revision > before ? null : $"revision {made.Object.Revision} was given again";
    }

    private static string Text(StoredObject stored) => $"{stored.Revision} {Encoding.UTF8.GetString(stored.Json.Span)}";
}
