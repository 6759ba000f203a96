using System.Diagnostics;

namespace Fairway.Tidy.Reading;

/// <summary>The checkout: its root, and its files as git sees them, those not yet added too.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    /// <summary>Paths from the root, with forward slashes, in order.</summary>
    public static IReadOnlyList<string> Files { get; } = ListFiles();

    public static string Read(string file) => File.ReadAllText(Path.Combine(Root, file));

    public static IEnumerable<TextFile> TextFiles(params string[] endings) =>
        Files.Where(file => endings.Any(ending => file.EndsWith(ending, StringComparison.Ordinal)))
            .Select(file => new TextFile(file, Read(file)));

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Fairway.slnx")))
        {
            folder = folder.Parent ?? throw new DirectoryNotFoundException(
                $"No Fairway.slnx above {AppContext.BaseDirectory}: run the tests from the artifacts of a checkout.");
        }

        return folder.FullName;
    }

    private static List<string> ListFiles()
    {
        var start = new ProcessStartInfo("git", "ls-files --cached --others --exclude-standard -z")
        {
            WorkingDirectory = Root,
            RedirectStandardOutput = true,
        };
        using var git = Process.Start(start)!;
        var names = git.StandardOutput.ReadToEnd().Split('\0', StringSplitOptions.RemoveEmptyEntries);
        git.WaitForExit();
        // A file that was deleted and not yet committed is still listed.
        var files = names.Where(name => File.Exists(Path.Combine(Root, name))).Distinct().ToList();
        files.Sort(StringComparer.Ordinal);
        Assert.NotEmpty(files);
        return files;
    }
}

/// <summary>A file of the repository, or a sample that stands for one.</summary>
internal sealed record TextFile(string Path, string Text)
{
    public string[] Lines { get; } = Text.Split('\n');

    public string At(int index) => $"{Path}:{index + 1}";
}
