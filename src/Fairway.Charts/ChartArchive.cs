using System.Security.Cryptography;
using Fairway.Charts.Archives;
using Fairway.Schema.Digests;

namespace Fairway.Charts;

/// <summary>Reads charts from their files.</summary>
public static class ChartArchive
{
    /// <summary>The most that a chart may have unpacked, in bytes; the charts in it count too.</summary>
    public const long MostBytes = UnpackBudget.MostBytes;

    /// <summary>The most that one file may have, in bytes.</summary>
    public const long MostOfFile = UnpackBudget.MostOfFile;

    /// <summary>Reads a chart and parses its templates.</summary>
    /// <param name="files">By their paths in the chart, with slashes: <c>Chart.yaml</c>,
    /// <c>templates/service.yaml</c>.</param>
    /// <param name="cancel">Stops it.</param>
    /// <exception cref="ChartException">A file is missing, cannot be read, or asks for what is not
    /// supported.</exception>
    public static Chart Load(
        IReadOnlyDictionary<string, ReadOnlyMemory<byte>> files, CancellationToken cancel = default)
    {
        ChartFile[] sorted =
            [.. files.Select(file => new ChartFile(file.Key, file.Value))
                .OrderBy(file => file.Path, StringComparer.Ordinal)];
        var budget = new UnpackBudget(cancel);
        foreach (var file in sorted)
        {
            Check(file.Path);
            budget.Take(file.Path, file.Content.Length);
        }

        var content = ChartReader.Read(
            [.. sorted.Select(file => file with { Content = ByteOrderMark.Without(file.Content) })], budget);
        return new Chart(content, DigestOf(sorted), cancel);
    }

    /// <summary>The files of a packed chart, by their paths in it.</summary>
    /// <param name="name">The archive's name, for messages.</param>
    /// <param name="archive">A gzipped tar with one folder in it.</param>
    /// <param name="cancel">Stops it.</param>
    /// <exception cref="ChartException">It is none, is too large, or has links or paths that lead out.</exception>
    public static IReadOnlyDictionary<string, ReadOnlyMemory<byte>> Unpack(
        string name, ReadOnlyMemory<byte> archive, CancellationToken cancel = default)
    {
        var files = new SortedDictionary<string, ReadOnlyMemory<byte>>(StringComparer.Ordinal);
        foreach (var file in ChartTarball.Read(name, archive, new UnpackBudget(cancel)))
        {
            files[file.Path] = file.Content;
        }

        return files;
    }

    private static void Check(string path)
    {
        if (path.Length == 0 || path.StartsWith('/') || path.Contains('\\', StringComparison.Ordinal)
            || path.Split('/').Any(part => part is "" or "." or ".."))
        {
            throw new ChartException(
                $"\"{path}\" is no path inside a chart; give it with slashes, from the root", path);
        }
    }

    /// <summary>Each path and content with its length before it, so that no two sets of files give the same
    /// bytes.</summary>
    private static Digest DigestOf(IEnumerable<ChartFile> files)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (path, content) in files)
        {
            Append(hash, System.Text.Encoding.UTF8.GetBytes(path));
            Append(hash, content.Span);
        }

        return new Digest(hash.GetHashAndReset());
    }

    private static void Append(IncrementalHash hash, ReadOnlySpan<byte> bytes)
    {
        Span<byte> length = stackalloc byte[sizeof(long)];
        System.Buffers.Binary.BinaryPrimitives.WriteInt64BigEndian(length, bytes.Length);
        hash.AppendData(length);
        hash.AppendData(bytes);
    }
}
