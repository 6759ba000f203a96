using System.Security.Cryptography;
using Fairway.Charts.Archives;
using Fairway.Schema.Digests;

namespace Fairway.Charts;

/// <summary>Reads charts from their files.</summary>
public static class ChartArchive
{
    /// <summary>Reads a chart and parses its templates.</summary>
    /// <param name="files">By their paths in the chart, with slashes: <c>Chart.yaml</c>,
    /// <c>templates/service.yaml</c>.</param>
    /// <exception cref="ChartException">A file is missing, cannot be read, or asks for what is not
    /// supported.</exception>
    public static Chart Load(IReadOnlyDictionary<string, ReadOnlyMemory<byte>> files)
    {
        (string Path, ReadOnlyMemory<byte> Content)[] sorted =
            [.. files.Select(file => (file.Key, file.Value)).OrderBy(file => file.Key, StringComparer.Ordinal)];
        return new Chart(ChartReader.Read(sorted), DigestOf(sorted));
    }

    /// <summary>Each path and content with its length before it, so that no two sets of files give the same
    /// bytes.</summary>
    private static Digest DigestOf(IEnumerable<(string Path, ReadOnlyMemory<byte> Content)> files)
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
