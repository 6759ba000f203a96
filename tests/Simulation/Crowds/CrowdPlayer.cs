using System.Diagnostics;
using System.Globalization;
using Fairway.Twin.Timing;

namespace Fairway.Simulation.Crowds;

/// <summary>Plays crowds outside the suite: <c>crowds FIRST..LAST</c>.</summary>
internal static class CrowdPlayer
{
    private const int MostTold = 300;

    /// <summary>A line of each: its seed, what was drawn, how many cluster-releases there were, what it cost, and what
    /// failed. The whole story of a failure where there is one seed alone.</summary>
    /// <returns>The exit code: 0 where nothing failed.</returns>
    public static int Play(string[] arguments, TextWriter told)
    {
        var range = arguments[0].Split("..");
        var (first, last) = (Number(range[0]), Number(range[^1]));
        var (items, failed) = (0, 0);
        var all = Stopwatch.StartNew();
        for (var seed = first; seed <= last; seed++)
        {
            var clock = Stopwatch.StartNew();
            var draw = new CrowdDraw(new SimulationSeed(seed).Chance("crowd"));
            var said = "ok";
            try
            {
                var fleet = CrowdRun.Play(seed);
                items += fleet.Checks.Limits.Items;
                said = $"ok, {fleet.Checks.Limits.Items} cluster-releases, {fleet.Checks.Gates.Looked} deeds, "
                    + $"{fleet.Loop.Time.Elapsed.TotalDays:F1} days, {fleet.Changes} writes, {fleet.Loop.Steps} steps";
            }
            catch (SimulationException e)
            {
                failed++;
                said = first == last ? e.Message : e.Message[..Math.Min(MostTold, e.Message.Length)].Split('\n')[0];
            }

            told.WriteLine($"{seed}\t{clock.ElapsedMilliseconds} ms\t{draw}\t{said}");
            told.Flush();
        }

        var processor = Environment.CpuUsage.TotalTime;
        told.WriteLine($"{items} cluster-releases in {all.Elapsed.TotalSeconds:F0} s, {failed} failed; processor "
            + $"{processor.TotalSeconds:F0} s, {processor.TotalMilliseconds / Math.Max(1, items):F1} ms each, "
            + $"{GC.GetTotalAllocatedBytes() / Math.Max(1, items) / 1024} kB each; collections took "
            + $"{GC.GetTotalPauseDuration().TotalSeconds:F0} s, {Environment.WorkingSet >> 20} MB");
        return Math.Min(failed, 1);
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
