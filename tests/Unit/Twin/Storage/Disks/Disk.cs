using System.Collections.Concurrent;

namespace Fairway.Tests.Twin.Storage.Disks;

/// <summary>
/// A folder in memory that writes down what SQLite does to it. Files are named <see cref="Folder"/> and a name.
/// </summary>
internal sealed class Disk
{
    private static readonly ConcurrentDictionary<string, Disk> Disks = new(StringComparer.Ordinal);
    private static int count;
    private readonly Lock gate = new();
    private readonly Dictionary<string, MemoryFile> files;
    private readonly List<DiskChange> changes = [];

    public Disk()
        : this(new Dictionary<string, MemoryFile>(StringComparer.Ordinal))
    {
    }

    public Disk(Dictionary<string, MemoryFile> files)
    {
        this.files = files;
        Folder = $"/disk-{Interlocked.Increment(ref count)}/";
        Disks[Folder] = this;
    }

    public string Folder { get; }

    /// <summary>The database that tests use.</summary>
    public string Database => Folder + "meta.db";

    /// <summary>
    /// Gives the SQLite code with which a change fails; 0 where it does not. Of a write that fails a part is done.
    /// </summary>
    public Func<DiskChange, int> Fault { get; set; } = static _ => 0;

    /// <summary>How many changes have been made.</summary>
    public int Position
    {
        get
        {
            lock (gate)
            {
                return changes.Count;
            }
        }
    }

    public IReadOnlyList<DiskChange> Changes
    {
        get
        {
            lock (gate)
            {
                return [.. changes];
            }
        }
    }

    public static Disk Of(string path) => Disks[path[..(path.LastIndexOf('/') + 1)]];

    /// <summary>Forgets the disk; its files can no longer be opened.</summary>
    public void Remove() => Disks.TryRemove(Folder, out _);

    public bool Exists(string path)
    {
        lock (gate)
        {
            return files.ContainsKey(Name(path));
        }
    }

    public void Open(string path)
    {
        lock (gate)
        {
            files.TryAdd(Name(path), new MemoryFile());
        }
    }

    public bool Read(string path, long offset, Span<byte> into)
    {
        lock (gate)
        {
            return files[Name(path)].Read(offset, into);
        }
    }

    public long SizeOf(string path)
    {
        lock (gate)
        {
            return files[Name(path)].Length;
        }
    }

    /// <summary>Does what SQLite asks for; returns its code.</summary>
    public int Make(DiskChangeKind kind, string path, long offset = 0, byte[]? data = null)
    {
        var change = new DiskChange(kind, Name(path), offset, data ?? []);
        lock (gate)
        {
            var fault = Fault(change);
            if (fault == 0 || kind == DiskChangeKind.Write)
            {
                Do(fault == 0 ? change : change with { Data = change.Data[..(change.Data.Length / 2)] });
            }

            return fault;
        }
    }

    private static string Name(string path) => path[(path.LastIndexOf('/') + 1)..];

    private void Do(DiskChange change)
    {
        changes.Add(change);
        if (change.Kind == DiskChangeKind.Delete)
        {
            files.Remove(change.File);
        }
        else if (change.Kind != DiskChangeKind.SyncFolder)
        {
            files[change.File].Apply(change);
        }
    }
}
