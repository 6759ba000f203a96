using System.Formats.Tar;
using System.IO.Compression;

namespace Fairway.Components.Packaging;

/// <summary>
/// Packs charts: a gzipped tar, as Helm has it, with one folder in it. Written the same for the same files, so that
/// pushing twice is pushing once. <see cref="Fairway.Charts.ChartArchive"/> unpacks.
/// </summary>
public static class ChartFiles
{
    /// <summary>Packs files, by their path in the chart.</summary>
    public static byte[] Pack(string name, IReadOnlyDictionary<string, ReadOnlyMemory<byte>> files)
    {
        var packed = new MemoryStream();
        using (var zip = new GZipStream(packed, CompressionLevel.SmallestSize, leaveOpen: true))
        using (var tar = new TarWriter(zip, TarEntryFormat.Gnu))
        {
            foreach (var (path, content) in files.OrderBy(file => file.Key, StringComparer.Ordinal))
            {
                // Not pax: its headers are named by the number of the process that writes them.
                tar.WriteEntry(new GnuTarEntry(TarEntryType.RegularFile, $"{name}/{path}")
                {
                    DataStream = new MemoryStream(content.ToArray()),
                    ModificationTime = DateTimeOffset.UnixEpoch,
                    Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead
                        | UnixFileMode.OtherRead,
                });
            }
        }

        return packed.ToArray();
    }
}
