using System.Diagnostics;

namespace Fairway.Bench.Programs;

/// <summary>
/// <c>bench build</c>: what a build takes in a fresh clone of this checkout: all from nothing, nothing to do, one file
/// changed at the bottom and at the top of the references.
/// </summary>
internal static class BuildFigures
{
    private const string Solution = "Fairway.slnx";
    private const string Program = "src/Fairway.Cli";

    public static async Task RunAsync()
    {
        var folder = Path.Combine(Path.GetTempPath(), $"fairway-bench-{Environment.ProcessId}");
        await TimeAsync(Path.GetTempPath(), "git", "clone", "-q", "--shared", RepositoryRoot.Find(), folder);
        Figure.Say("packages restored", $"{await BuildAsync(folder, "restore", Solution):n1} s");
        Figure.Say("clean build of all", $"{await BuildAsync(folder, "build", Solution):n1} s");
        Figure.Say("build of all, nothing changed", $"{await BuildAsync(folder, "build", Solution):n1} s");
        await ChangeAsync(folder, "src/Fairway.Twin/Api/ApiServer.cs");
        Figure.Say("program, a file of Fairway.Twin changed", $"{await BuildAsync(folder, "build", Program):n1} s");
        await ChangeAsync(folder, "src/Fairway.Cli/Program.cs");
        Figure.Say("program, a file of Fairway.Cli changed", $"{await BuildAsync(folder, "build", Program):n1} s");
        Figure.Say("program, nothing changed", $"{await BuildAsync(folder, "build", Program):n1} s");
        Directory.Delete(folder, recursive: true);
    }

    private static Task ChangeAsync(string folder, string file) =>
        File.AppendAllTextAsync(Path.Combine(folder, file), "\n// Changed.\n");

    private static Task<double> BuildAsync(string folder, string verb, string what)
    {
        string[] rest = verb == "build" ? ["--no-restore", "-c", "Release"] : [];
        return TimeAsync(folder, "dotnet", [verb, what, "-v", "q", "-nologo", .. rest]);
    }

    private static async Task<double> TimeAsync(string folder, string program, params string[] arguments)
    {
        var start = Stopwatch.GetTimestamp();
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { WorkingDirectory = folder })!;
        await process.WaitForExitAsync();
        return process.ExitCode == 0
            ? Stopwatch.GetElapsedTime(start).TotalSeconds
            : throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} failed");
    }
}
