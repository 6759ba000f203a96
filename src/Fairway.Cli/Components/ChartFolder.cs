using Fairway.Components.Packaging;

namespace Fairway.Cli.Components;

/// <summary>Reads a chart from a folder, as it is to be packed. Hidden files and folders stay behind.</summary>
internal static class ChartFolder
{
    private const int MostFiles = 2000;

    /// <summary>The files, by their paths in the chart with slashes.</summary>
    /// <exception cref="CliFailure">It is no folder of a chart, has links that lead out, or is too large.</exception>
    public static IReadOnlyDictionary<string, ReadOnlyMemory<byte>> Read(string folder)
    {
        var root = new DirectoryInfo(folder);
        if (!root.Exists)
        {
            throw Usage($"there is no folder {folder}");
        }

        var files = new SortedDictionary<string, ReadOnlyMemory<byte>>(StringComparer.Ordinal);
        var left = (long)ChartFiles.UnpackedLimit;
        foreach (var file in FilesOf(root).OrderBy(file => file.FullName, StringComparer.Ordinal))
        {
            left -= file.Length;
            if (left < 0 || files.Count == MostFiles)
            {
                throw Usage(
                    $"{folder} has more than {MostFiles} files or {ChartFiles.UnpackedLimit >> 20} MiB: "
                    + "a chart is smaller");
            }

            files[Path.GetRelativePath(root.FullName, file.FullName).Replace('\\', '/')] =
                File.ReadAllBytes(file.FullName);
        }

        return files.ContainsKey("Chart.yaml")
            ? files
            : throw Usage($"{folder} is no chart: it has no Chart.yaml");
    }

    private static IEnumerable<FileInfo> FilesOf(DirectoryInfo folder)
    {
        foreach (var entry in folder.EnumerateFileSystemInfos().Where(entry => !entry.Name.StartsWith('.')))
        {
            if (entry.LinkTarget is not null)
            {
                throw Usage($"{entry.FullName} is a link: a chart holds its files itself");
            }

            if (entry is FileInfo file)
            {
                yield return file;
                continue;
            }

            foreach (var inner in FilesOf((DirectoryInfo)entry))
            {
                yield return inner;
            }
        }
    }

    private static CliFailure Usage(string message) => new(message) { ExitCode = ExitCodes.Usage };
}
