using System.Diagnostics;
using Fairway.Simulation.Fleets;
using Fairway.Simulation.Stories;

namespace Fairway.Simulation;

/// <summary>The seed decides everything.</summary>
public sealed class DeterminismTests
{
    /// <summary>Names the seed for which another process tells its digest.</summary>
    private const string Asked = "FAIRWAY_SIMULATION_TELLS";

    [Fact]
    public void The_same_seed_gives_the_same_history_byte_for_byte()
    {
        var digest = Digest(Seeded.Seed);

        Assert.Equal(digest, Digest(Seeded.Seed));
        Assert.NotEqual(digest, Digest(Seeded.Seed + 1));
        if (Environment.GetEnvironmentVariable(Asked) is { } file)
        {
            File.WriteAllText(file, digest);
            return;
        }

        Assert.Equal(digest, InAnotherProcess());
    }

    private static string Digest(int seed)
    {
        var fleet = Seeded.Run(
            async fleet =>
            {
                fleet.Fleet.Faults.AreOn = true;
                await fleet.ReleaseAsync("first", "1.0.0");
                await fleet.Fleet.PassAsync(TimeSpan.FromMinutes(2));
            },
            seed,
            clusters: 2);
        return $"{fleet.Changes} {fleet.HistoryDigest}";
    }

    private static string InAnotherProcess()
    {
        var told = Path.GetTempFileName();
        var start = new ProcessStartInfo(Environment.ProcessPath!)
        {
            ArgumentList = { "-method", $"*.{nameof(The_same_seed_gives_the_same_history_byte_for_byte)}", "-noLogo" },
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment[Asked] = told;
        start.Environment["FAIRWAY_SEED"] = $"{Seeded.Seed}";
        try
        {
            using var other = Process.Start(start)!;
            var said = other.StandardOutput.ReadToEnd();
            other.WaitForExit();
            return other.ExitCode == 0 ? File.ReadAllText(told) : said;
        }
        finally
        {
            File.Delete(told);
        }
    }
}
