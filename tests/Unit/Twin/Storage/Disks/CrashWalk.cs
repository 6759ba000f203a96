namespace Fairway.Tests.Twin.Storage.Disks;

/// <summary>What a power loss does to what was not synced.</summary>
internal enum Crash
{
    /// <summary>All of it is lost.</summary>
    Dropped,

    /// <summary>None of it is lost, as when only the process is killed.</summary>
    Kept,

    /// <summary>The first changes are there, and half of the next write.</summary>
    Torn,

    /// <summary>Some sectors of some writes are there, whatever came before or after.</summary>
    Scattered,
}

/// <summary>
/// Walks along the history of a disk and makes the disks that a power loss could leave. What was synced is there; of
/// what was not, each
/// <see cref="Crash"/> leaves something else.
/// </summary>
internal sealed class CrashWalk(IReadOnlyList<DiskChange> changes)
{
    private const int Sector = 512;
    private readonly Dictionary<string, MemoryFile> synced = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<DiskChange>> unsynced = new(StringComparer.Ordinal);

    /// <summary>How many changes have been made.</summary>
    public int Position { get; private set; }

    /// <summary>True where the last change was a sync.</summary>
    public bool IsAtSync => Position > 0 && changes[Position - 1].Kind == DiskChangeKind.Sync;

    /// <summary>Makes the next change; false at the end.</summary>
    public bool Step()
    {
        if (Position == changes.Count)
        {
            return false;
        }

        var change = changes[Position++];
        var waiting = unsynced.TryGetValue(change.File, out var there) ? there : unsynced[change.File] = [];
        if (change.Kind == DiskChangeKind.SyncFolder)
        {
            MakeDeletionsLast();
        }
        else if (change.Kind == DiskChangeKind.Sync)
        {
            Apply(synced, change.File, waiting);
            waiting.Clear();
        }
        else
        {
            waiting.Add(change);
        }

        return true;
    }

    /// <summary>The disk as it would be found after a power loss now.</summary>
    public Disk Lose(Crash crash, Random random)
    {
        var files = synced.ToDictionary(static f => f.Key, static f => f.Value.Copy(), StringComparer.Ordinal);
        foreach (var (file, waiting) in unsynced)
        {
            if (waiting.Count > 0)
            {
                Apply(files, file, Survivors(waiting, crash, random));
            }
        }

        return new Disk(files);
    }

    private void MakeDeletionsLast()
    {
        foreach (var (file, waiting) in unsynced)
        {
            var last = waiting.FindLastIndex(static c => c.Kind == DiskChangeKind.Delete);
            if (last >= 0)
            {
                waiting.RemoveRange(0, last + 1);
                synced.Remove(file);
            }
        }
    }

    private static IEnumerable<DiskChange> Survivors(List<DiskChange> waiting, Crash crash, Random random) =>
        crash switch
        {
            Crash.Dropped => [],
            Crash.Kept => waiting,
            Crash.Torn => Torn(waiting, random.Next(waiting.Count), random),
            Crash.Scattered => waiting.SelectMany(Sectors).Where(_ => random.Next(2) == 0).ToArray(),
            _ => throw new ArgumentOutOfRangeException(nameof(crash)),
        };

    private static IEnumerable<DiskChange> Torn(List<DiskChange> waiting, int at, Random random)
    {
        var torn = waiting[at];
        return [.. waiting.Take(at), torn with { Data = torn.Data[..random.Next(torn.Data.Length + 1)] }];
    }

    private static IEnumerable<DiskChange> Sectors(DiskChange change)
    {
        if (change.Kind != DiskChangeKind.Write)
        {
            return [change];
        }

        return change.Data
            .Chunk(Sector)
            .Select((part, i) => change with { Offset = change.Offset + (i * Sector), Data = part });
    }

    private static void Apply(Dictionary<string, MemoryFile> files, string name, IEnumerable<DiskChange> changes)
    {
        foreach (var change in changes)
        {
            if (change.Kind == DiskChangeKind.Delete)
            {
                files.Remove(name);
            }
            else
            {
                (files.TryGetValue(name, out var file) ? file : files[name] = new MemoryFile()).Apply(change);
            }
        }
    }
}
