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

        var found = said
            .SelectMany(static t => t.Entries)
            .Select(static e => e.Resource)
            .Distinct(StringComparer.Ordinal)
            .SelectMany(resource => store.View(resource).Select(o => $"{resource} {Text(o)}"))
            .Order(StringComparer.Ordinal)
            .ToArray();
        return StatesAt(store.Revision).Any(state => state.SequenceEqual(found))
            ? null
            : $"the objects at revision {store.Revision} are not what they were";
    }

    /// <summary>
    /// The states that there may be at a revision: all that was durable before, and what the group of the revision
    /// wrote. There are several where a group was refused, did reach the disk or not, and another session went on from
    /// there.
    /// </summary>
    private IEnumerable<IEnumerable<string>> StatesAt(long revision)
    {
        var state = new Dictionary<string, string>(StringComparer.Ordinal);
        if (revision == 1)
        {
            yield return [];
        }

        foreach (var group in said)
        {
            var next = new Dictionary<string, string>(state, StringComparer.Ordinal);
            foreach (var entry in group.Entries)
            {
                next[Describe(entry)] = $"{entry.Resource} {Text(entry.Event.Object)}";
                if (entry.Event.Kind == StoreEventKind.Deleted)
                {
                    next.Remove(Describe(entry));
                }
            }

            if (group.Revision == revision)
            {
                yield return next.Values.Order(StringComparer.Ordinal);
            }

            state = group.Durable ? next : state;
        }
    }

    private static async Task<string?> WriteAsync(ClusterStore store)
    {
        var before = store.Revision;
        var made = await store.CommitAsync(Sample.Create("written-after-the-loss"), CancellationToken.None);
        return made.Object!.Revision > before ? null : $"revision {made.Object.Revision} was given again";
    }

    private static string Text(StoredObject stored) => $"{stored.Revision} {Encoding.UTF8.GetString(stored.Json.Span)}";
}
