using System.Diagnostics;
using System.Globalization;
using Fairway.Simulation.Clusters;
using Fairway.Simulation.Plans;
using Fairway.Simulation.Plans.Workloads;
using Fairway.Simulation.Stories;

namespace Fairway.Simulation;

/// <summary>Plays stories and plans outside the suite, and prints a line of each: what two processes print can be
/// compared.</summary>
internal static class Player
{
    private const int CleanRuns = 4;
    private const int MostTold = 300;

    /// <summary>
    /// Plays the stories of the seeds <c>FIRST..LAST</c>. A line of each on <paramref name="told"/>: the seed, its
    /// history's digest, how many objects were written, how much virtual time passed, and <c>ok</c> or what failed.
    /// How long it took, which is never the same, is said on standard error; so is the last of a single story that
    /// failed.
    /// </summary>
    /// <returns>The exit code: 0 where nothing failed.</returns>
    public static int Play(string[] arguments, TextWriter told)
    {
        if (arguments is not [var range] || Seeds(range) is not { } seeds)
        {
            return Complain("play FIRST..LAST: which seeds, as decimal numbers");
        }

        var clock = Stopwatch.StartNew();
        var (passed, failed) = (TimeSpan.Zero, 0);
        foreach (var seed in seeds)
        {
            var result = ClusterPlay.Run(ClusterStory.Draw(seed));
            passed += result.Passed;
            failed += result.Failure is null ? 0 : 1;
            var said = result.Failure?.Split('\n')[0] ?? "ok";
            told.WriteLine($"{seed} {result.Digest} {result.Changes} {result.Passed} "
                + said[..Math.Min(said.Length, MostTold)]);
            told.Flush();
            if (range.StartsWith($"{seed}..{seed}", StringComparison.Ordinal) && result.Failure is not null)
            {
                Console.Error.WriteLine($"{result.Failure}\n{ClusterStory.Draw(seed)}\n{result.Tail}");
            }
        }

        Console.Error.WriteLine(
            $"{failed} failed; {passed} of virtual time in {clock.Elapsed}, {passed / clock.Elapsed:F0} times as fast");
        return Math.Min(failed, 1);
    }

    /// <summary>Runs all plans, or those of the workloads whose names contain a text, and tells those that
    /// fail. A number before the text is the seed of the runs.</summary>
    /// <returns>The exit code: 0 where nothing failed.</returns>
    public static int Plan(string[] arguments, TextWriter told)
    {
        var isSeeded = int.TryParse(arguments.FirstOrDefault(), CultureInfo.InvariantCulture, out var seed);
        var name = string.Join(' ', isSeeded ? arguments[1..] : arguments);
        var clock = Stopwatch.StartNew();
        var (count, failed) = (0, 0);
        foreach (var workload in AllWorkloads.All.Select(one => $"{one}").Where(one => one.Contains(name)))
        {
            var suite = new PlanSuite(workload, isSeeded ? seed : Seeded.Known, CleanRuns);
            told.WriteLine(suite);
            foreach (var plan in suite.Plans)
            {
                count++;
                if (suite.Problem(plan) is { } problem)
                {
                    failed++;
                    told.WriteLine($"FAILED {plan.Pattern}: {plan}\n{problem}\n");
                }
            }
        }

        told.WriteLine($"{count} plans, {failed} failed");
        Console.Error.WriteLine($"{clock.Elapsed.TotalSeconds:F0} s");
        return Math.Min(failed, 1);
    }

    private static IEnumerable<int>? Seeds(string range) => range.Split("..") is [var first, var last]
        && int.TryParse(first, CultureInfo.InvariantCulture, out var from)
        && int.TryParse(last, CultureInfo.InvariantCulture, out var to) && from <= to
            ? Enumerable.Range(from, to - from + 1)
            : null;

    private static int Complain(string what)
    {
        Console.Error.WriteLine(what);
        return 2;
    }
}
