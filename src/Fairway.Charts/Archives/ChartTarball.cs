using System.Formats.Tar;
using System.IO.Compression;
using System.Text.RegularExpressions;

namespace Fairway.Charts.Archives;

/// <summary>A packed chart: a gzipped tar with one folder in it. Links, and paths that lead out, are
/// refused.</summary>
internal static partial class ChartTarball
{
    private const int BufferLength = 64 << 10;

    /// <summary>The files in the archive's order, without the folder.</summary>
    /// <exception cref="ChartException">It is no packed chart, or one that must not be opened.</exception>
    public static IReadOnlyList<ChartFile> Read(string name, ReadOnlyMemory<byte> archive, UnpackBudget budget)
    {
        try
        {
            using var zip = new GZipStream(new MemoryStream(archive.ToArray()), CompressionMode.Decompress);
            using var bounded = new BoundedStream(zip, UnpackBudget.MostBytes * 2);
            using var tar = new TarReader(bounded);
            var files = Read(name, tar, budget).ToList();
            return files.Count > 0 ? files : throw new ChartException($"{name} is empty: it holds no chart", name);
        }
        catch (Exception fault) when (fault is InvalidDataException or EndOfStreamException or FormatException
            or ArgumentException or OverflowException or NotSupportedException)
        {
            throw new ChartException($"{name} is no packed chart, or is cut off: a chart is a gzipped tar", name);
        }
    }

    private static IEnumerable<ChartFile> Read(string name, TarReader tar, UnpackBudget budget)
    {
        while (tar.GetNextEntry() is { } entry)
        {
            if (entry.EntryType is TarEntryType.Directory or TarEntryType.GlobalExtendedAttributes
                || entry.Name.EndsWith('/'))
            {
                continue;
            }

            var path = PathInChart(name, entry);
            budget.Take(path, entry.Length);
            yield return new ChartFile(path, ByteOrderMark.Without(Content(entry, path)));
        }
    }

    private static string PathInChart(string name, TarEntry entry)
    {
        // Archives made on Windows have backslashes.
        var delimiter = entry.Name.Contains('\\', StringComparison.Ordinal) ? '\\' : '/';
        var parts = entry.Name.Split(delimiter);
        if (entry.EntryType is not (TarEntryType.RegularFile or TarEntryType.V7RegularFile))
        {
            throw new ChartException($"{name}: \"{entry.Name}\" is no plain file: links are refused", name);
        }

        if (parts[0] == MetadataReader.File)
        {
            throw new ChartException($"{name}: Chart.yaml must be in a folder, as helm package puts it", name);
        }

        var inner = string.Join('/', parts[1..]);
        var clean = inner.Split('/').Where(part => part is not ("" or ".")).ToList();
        return parts[0] == ".." || inner.StartsWith('/') || clean.Count == 0 || clean.Contains("..")
            || Drive().IsMatch(inner)
            ? throw new ChartException($"{name}: the path \"{entry.Name}\" leads out of the chart's folder", name)
            : string.Join('/', clean);
    }

    private static byte[] Content(TarEntry entry, string path)
    {
        if (entry.DataStream is not { } data)
        {
            return [];
        }

        var content = new MemoryStream();
        var buffer = new byte[BufferLength];
        for (var read = data.Read(buffer); read > 0; read = data.Read(buffer))
        {
            content.Write(buffer, 0, read);
            if (content.Length > UnpackBudget.MostOfFile)
            {
                throw new ChartException($"{path} is larger than it says", path);
            }
        }

        return content.ToArray();
    }

    [GeneratedRegex("^[a-zA-Z]:/")]
    private static partial Regex Drive();
}
