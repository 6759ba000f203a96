using System.Diagnostics;
using Fairway.Simulation.Plans;
using Fairway.Simulation.Stories;
using Fairway.Twin.Timing;

namespace Fairway.Simulation.Clusters;

/// <summary>The seed decides everything that happens in a cluster.</summary>
public sealed class ClusterDeterminismTests
{
    /// <summary>Names the file into which another process tells its digests.</summary>
    private const string Asked = "FAIRWAY_SIMULATION_TELLS";

    private static int Runs => Seeded.Count(Seeded.IsLong ? 50 : 4);

    [Fact]
    public async Task The_same_stories_have_the_same_histories_in_another_process()
    {
        if (Environment.GetEnvironmentVariable(Asked) is { } file)
        {
            File.WriteAllLines(file, Digests());
            return;
        }

        var told = Path.GetTempFileName();
        try
        {
            using var other = Start(told);
            var saying = other.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            var mine = Digests();
            var said = await saying;
            await other.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.True(other.ExitCode == 0, said);
            Assert.Equal(mine, File.ReadAllLines(told));
            Assert.Equal(Runs, mine.Distinct().Count());
        }
        finally
        {
            File.Delete(told);
        }
    }

    /// <summary>The figures are in docs/guides/simulation.md.</summary>
    [Theory]
    [InlineData(7 * 24, 0)]
    [InlineData(2, 10)]
    public void Hours_of_a_cluster_pass_in_virtual_time(int hours, int users)
    {
        var span = TimeSpan.FromHours(hours);
        var loop = new SimulationLoop(new SimulationSeed(Seeded.Seed));
        var run = new ClusterRun(loop, Fairway.Twin.Faults.FaultPlan.None);
        loop.Run(() => LiveAsync(run, users, span), span * 2);
        Assert.True(loop.Time.Elapsed >= span);
        Assert.Null(run.World.Cry);
    }

    private static async Task LiveAsync(ClusterRun run, int users, TimeSpan span)
    {
        await run.StartAsync();
        var time = run.World.Loop.Time;
        for (var round = 0; time.Elapsed < span; round++)
        {
            await Task.Delay(TimeSpan.FromMinutes(30), time);
            foreach (var item in new UserDrawer(new Random(round)).Draw(TimeSpan.FromMinutes(5)).Take(users))
            {
                await item.Do(run);
            }

            run.World.ThrowIfBroken();
        }
    }

    private static string[] Digests() =>
    [
        .. Enumerable.Range(0, Runs).Select(run => ClusterPlay.Run(ClusterStory.Draw(unchecked(Seeded.Seed + run))))
            .Select(result => $"{result.Changes} {result.Passed} {result.Digest}"),
    ];

    private static Process Start(string told)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!)
        {
            ArgumentList =
            {
                "-method", $"*.{nameof(The_same_stories_have_the_same_histories_in_another_process)}", "-noLogo",
            },
            RedirectStandardOutput = true,
        };
        start.Environment[Asked] = told;
        start.Environment["FAIRWAY_SEED"] = $"{Seeded.Seed}";
        return Process.Start(start)!;
    }
}
