namespace Fairway.Tests.Twin.Storage.Disks;

/// <summary>The bytes of a file.</summary>
internal sealed class MemoryFile
{
    private byte[] bytes = [];

    public long Length { get; private set; }

    public MemoryFile Copy() => new() { bytes = bytes.AsSpan(0, (int)Length).ToArray(), Length = Length };

    /// <summary>Reads what there is, and zeros beyond; false where that was needed.</summary>
    public bool Read(long offset, Span<byte> into)
    {
        var there = (int)Math.Clamp(Length - offset, 0, into.Length);
        bytes.AsSpan((int)Math.Min(offset, Length), there).CopyTo(into);
        into[there..].Clear();
        return there == into.Length;
    }

    public void Apply(DiskChange change)
    {
        if (change.Kind == DiskChangeKind.Write)
        {
            Resize(Math.Max(Length, change.Offset + change.Data.Length));
            change.Data.CopyTo(bytes.AsSpan((int)change.Offset));
        }
        else if (change.Kind == DiskChangeKind.Truncate)
        {
            Resize(Math.Min(Length, change.Offset));
        }
    }

    private void Resize(long length)
    {
        if (length > bytes.Length)
        {
            Array.Resize(ref bytes, (int)Math.Max(length, bytes.Length * 2L));
        }

        if (length < Length)
        {
            bytes.AsSpan((int)length, (int)(Length - length)).Clear();
        }

        Length = length;
    }
}
