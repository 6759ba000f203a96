using System.Diagnostics;
using Fairway.Twin.Timing;

namespace Fairway.Simulation.Stories;

/// <summary><c>./test</c> takes any text as a seed, and hands on a number.</summary>
public sealed class SeedTests
{
    [Theory]
    [InlineData("42")]
    [InlineData("-7")]
    [InlineData("007")]
    [InlineData("54fe157")]
    [InlineData("54fe1570e2c7b1f2a0c1d3e4f5061728394a5b6c")]
    [InlineData("a release that went wrong")]
    public void The_script_makes_the_same_seed_of_a_text_as_a_simulation(string text)
    {
        var number = Shell($"seed_of '{text}'");
        Assert.Equal(SimulationSeed.Of(text), SimulationSeed.Of(number));
        Assert.Matches("^-?[0-9]+$", number);
        Assert.InRange(int.Parse(Shell($"seed_of_order '{number}'"), null), 0, int.MaxValue - 1);
    }

    private static string Shell(string command)
    {
        var start = new ProcessStartInfo("bash")
        {
            ArgumentList = { "-euc", $". build/seed; {command}" },
            WorkingDirectory = Root(),
            RedirectStandardOutput = true,
        };
        using var shell = Process.Start(start)!;
        var said = shell.StandardOutput.ReadToEnd();
        shell.WaitForExit();
        Assert.Equal(0, shell.ExitCode);
        return said.Trim();
    }

    /// <summary>The folder of the repository.</summary>
    internal static string Root()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Fairway.slnx")))
        {
            folder = Path.GetDirectoryName(folder)!;
        }

        return folder;
    }
}
