namespace Fairway.Tests.Twin.Storage.Disks;

internal enum DiskChangeKind
{
    Write,
    Truncate,
    Sync,

    /// <summary>Gone from the folder, once that is synced.</summary>
    Delete,

    /// <summary>What was deleted before stays so.</summary>
    SyncFolder,
}

/// <summary>Something that was done to a file. Offset is that of a write, and the new size of a truncation.</summary>
internal readonly record struct DiskChange(DiskChangeKind Kind, string File, long Offset, byte[] Data);
