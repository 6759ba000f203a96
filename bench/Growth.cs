using System.Diagnostics;
using System.Globalization;

namespace Fairway.Bench;

/// <summary>
/// What one piece of work costs at growing sizes, in processor time of the whole process: on a shared machine it moves
/// far less than the clock. Sizes take turns, round after round, so that whatever else the machine does hits all of
/// them; of each the best round counts. A round is some 30 ms of work, collections included.
/// </summary>
internal static class Growth
{
    private const int Rounds = 20;
    private const double RoundMicros = 30_000;

    private static object? kept;

    /// <summary>Says microseconds of processor and bytes allocated at every size, and how they grow from one size to
    /// the next.</summary>
    /// <param name="what">The work.</param>
    /// <param name="unit">What is counted: clusters, pods.</param>
    /// <param name="sizes">From the smallest.</param>
    /// <param name="prepare">The work at a size. What it returns is kept, so that nothing is left out.</param>
    public static void Say(string what, string unit, IReadOnlyList<int> sizes, Func<int, Func<object>> prepare)
    {
        var works = sizes.Select(size => new Work(prepare(size))).ToList();
        for (var round = 0; round < Rounds; round++)
        {
            works.ForEach(work => work.Run());
        }

        for (var i = 0; i < works.Count; i++)
        {
            var grown = i == 0 ? "" : Text(works[i], works[i - 1], (double)sizes[i] / sizes[i - 1]);
            Figure.Say(
                $"{what}, {sizes[i]} {unit}",
                string.Create(
                    CultureInfo.InvariantCulture, $"{works[i].Micros,10:N1} us {works[i].Bytes,12:N0} B{grown}"));
        }
    }

    private static string Text(Work work, Work before, double times) => string.Create(
        CultureInfo.InvariantCulture,
        $"  for {times:N0} times: {work.Micros / before.Micros:N1} the time, {work.Bytes / before.Bytes:N1} the bytes");

    private sealed class Work
    {
        private readonly Func<object> once;
        private readonly int times;

        public Work(Func<object> once)
        {
            this.once = once;
            var began = Stopwatch.GetTimestamp();
            var warm = 0;
            while (Stopwatch.GetElapsedTime(began).TotalMicroseconds < 10 * RoundMicros || warm < 2)
            {
                kept = once();
                warm++;
            }

            var micros = Stopwatch.GetElapsedTime(began).TotalMicroseconds / warm;
            times = Math.Max(1, (int)(RoundMicros / micros));
        }

        public double Micros { get; private set; } = double.MaxValue;

        public double Bytes { get; private set; }

        public void Run()
        {
            var allocated = GC.GetTotalAllocatedBytes(precise: true);
            var began = Environment.CpuUsage.TotalTime;
            for (var i = 0; i < times; i++)
            {
                kept = once();
            }

            var micros = (Environment.CpuUsage.TotalTime - began).TotalMicroseconds / times;
            Micros = Math.Min(Micros, micros);
            Bytes = (double)(GC.GetTotalAllocatedBytes(precise: true) - allocated) / times;
        }
    }
}
