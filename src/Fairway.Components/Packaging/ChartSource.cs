using Fairway.Charts;

namespace Fairway.Components.Packaging;

/// <summary>Reads a chart from where it lies: a folder, a packed chart, or a folder in the OCI image layout.</summary>
public static class ChartSource
{
    private const string Archive = ".tgz";
    private const string OtherArchive = ".tar.gz";
    private const int MostFiles = 20_000;

    /// <summary>The files, by their paths in the chart with slashes.</summary>
    /// <param name="path">A folder, an archive, or an OCI layout, with <c>:TAG</c> behind it if it holds
    /// several.</param>
    /// <param name="cancel">Stops it.</param>
    /// <exception cref="InvalidDataException">It is no chart, or one that must not be opened.</exception>
    /// <exception cref="ChartException">The same, of what is in it.</exception>
    public static IReadOnlyDictionary<string, ReadOnlyMemory<byte>> Read(string path, CancellationToken cancel)
    {
        if (path.Contains("://", StringComparison.Ordinal))
        {
            throw new InvalidDataException(
                $"{path}: charts are not fetched from registries; run helm pull and name the file");
        }

        if (OciLayout.Find(path) is { } layout)
        {
            return ChartArchive.Unpack(path, layout.ReadChart(), cancel);
        }

        if (Directory.Exists(path))
        {
            return ReadFolder(path, cancel);
        }

        if (!File.Exists(path))
        {
            throw new InvalidDataException($"there is no file or folder {path}");
        }

        return path.EndsWith(Archive, StringComparison.Ordinal) || path.EndsWith(OtherArchive, StringComparison.Ordinal)
            ? ChartArchive.Unpack(path, ReadFile(new FileInfo(path), ChartArchive.MostBytes), cancel)
            : throw new InvalidDataException($"{path} is no chart: a chart is a folder or an archive {Archive}");
    }

    /// <summary>The content of a file, unless it is larger than allowed.</summary>
    /// <exception cref="InvalidDataException">It is.</exception>
    internal static byte[] ReadFile(FileInfo file, long most)
    {
        using var stream = file.OpenRead();
        if (stream.Length > most)
        {
            throw new InvalidDataException($"{file.FullName} has {stream.Length} bytes; at most {most} are read");
        }

        var content = new byte[stream.Length];
        stream.ReadExactly(content);
        return content;
    }

    private static SortedDictionary<string, ReadOnlyMemory<byte>> ReadFolder(string folder, CancellationToken cancel)
    {
        var root = new DirectoryInfo(folder);
        var rules = new FileInfo(Path.Combine(root.FullName, ChartIgnore.FileName));
        var ignore = ChartIgnore.Parse(rules.Exists ? ReadFile(rules, ChartArchive.MostOfFile) : default);
        var files = new SortedDictionary<string, ReadOnlyMemory<byte>>(StringComparer.Ordinal);
        var left = ChartArchive.MostBytes;
        foreach (var (path, file) in Walk(root, "", ignore))
        {
            cancel.ThrowIfCancellationRequested();
            var content = ReadFile(file, ChartArchive.MostOfFile);
            left -= content.Length;
            if (left < 0 || files.Count == MostFiles)
            {
                throw new InvalidDataException(
                    $"{folder} has more than {MostFiles} files or {ChartArchive.MostBytes >> 20} MiB: "
                    + "a chart is smaller");
            }

            files[path] = content;
        }

        return files.ContainsKey("Chart.yaml")
            ? files
            : throw new InvalidDataException($"{folder} is no chart: it has no Chart.yaml");
    }

    private static IEnumerable<(string Path, FileInfo File)> Walk(
        DirectoryInfo folder, string prefix, ChartIgnore ignore)
    {
        foreach (var entry in folder.EnumerateFileSystemInfos().OrderBy(entry => entry.Name, StringComparer.Ordinal))
        {
            var path = prefix + entry.Name;
            if (ignore.Ignores(path, entry is DirectoryInfo))
            {
                continue;
            }

            if (entry.LinkTarget is not null)
            {
                throw new InvalidDataException($"{entry.FullName} is a link: a chart holds its files itself");
            }

            if (entry is FileInfo file)
            {
                yield return (path, file);
                continue;
            }

            foreach (var inner in Walk((DirectoryInfo)entry, $"{path}/", ignore))
            {
                yield return inner;
            }
        }
    }
}
