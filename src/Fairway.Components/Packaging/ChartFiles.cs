using System.Formats.Tar;
using System.IO.Compression;
using Fairway.Charts.Archives;

namespace Fairway.Components.Packaging;

/// <summary>
/// Charts as archives: a gzipped tar, as Helm has it, with one folder in it. Written the same for the same files, so
/// that pushing twice is pushing once.
/// </summary>
public static class ChartFiles
{
    /// <summary>The most that an archive may unpack to; a ConfigMap holds 1 MiB packed.</summary>
    public const int UnpackedLimit = 20 << 20;

    private const int FileLimit = 2000;

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

    /// <summary>Unpacks an archive: its files by their path in the chart.</summary>
    /// <exception cref="InvalidDataException">It is no archive of a chart, or one that must not be opened.</exception>
    public static IReadOnlyDictionary<string, ReadOnlyMemory<byte>> Unpack(ReadOnlyMemory<byte> archive)
    {
        try
        {
            using var zip = new GZipStream(new MemoryStream(archive.ToArray()), CompressionMode.Decompress);
            using var tar = new TarReader(new BoundedStream(zip, UnpackedLimit + (FileLimit * 2048L)));
            return Read(tar);
        }
        catch (Exception e) when (e is EndOfStreamException or FormatException or ArgumentException)
        {
            throw new InvalidDataException("it is no gzipped tar: push the chart again", e);
        }
    }

    private static SortedDictionary<string, ReadOnlyMemory<byte>> Read(TarReader tar)
    {
        var files = new SortedDictionary<string, ReadOnlyMemory<byte>>(StringComparer.Ordinal);
        while (tar.GetNextEntry() is { } entry)
        {
            if (entry.EntryType is TarEntryType.Directory or TarEntryType.GlobalExtendedAttributes)
            {
                continue;
            }

            if (files.Count == FileLimit)
            {
                throw new InvalidDataException($"it has more than {FileLimit} files");
            }

            files[PathInChart(entry)] = Content(entry);
        }

        return files;
    }

    private static string PathInChart(TarEntry entry)
    {
        var parts = entry.Name.Split('/');
        var isPlain = entry.EntryType is TarEntryType.RegularFile or TarEntryType.V7RegularFile
            && parts.Length > 1
            && Array.TrueForAll(parts, part => part.Length > 0 && part is not ("." or "..") && !part.Contains('\\'));
        return isPlain
            ? string.Join('/', parts[1..])
            : throw new InvalidDataException(
                $"its entry \"{entry.Name}\" is no plain file in the chart's folder: links and paths that lead out "
                + "are refused");
    }

    private static ReadOnlyMemory<byte> Content(TarEntry entry)
    {
        if (entry.DataStream is not { } data)
        {
            return default;
        }

        var content = new MemoryStream();
        data.CopyTo(content);
        return content.ToArray();
    }
}
