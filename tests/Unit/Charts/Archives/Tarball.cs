using System.Formats.Tar;
using System.IO.Compression;

namespace Fairway.Tests.Charts.Archives;

/// <summary>Makes gzipped tars, good and bad.</summary>
internal static class Tarball
{
    /// <summary>Of plain files.</summary>
    public static byte[] Of(params IReadOnlyList<(string Path, byte[] Content)> files) =>
        Of([.. files.Select(file => new PaxTarEntry(TarEntryType.RegularFile, file.Path)
        {
            DataStream = new MemoryStream(file.Content),
        })]);

    /// <summary>Of any entries.</summary>
    public static byte[] Of(params IReadOnlyList<TarEntry> entries)
    {
        var packed = new MemoryStream();
        using (var zip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        using (var tar = new TarWriter(zip))
        {
            foreach (var entry in entries)
            {
                tar.WriteEntry(entry);
            }
        }

        return packed.ToArray();
    }
}
