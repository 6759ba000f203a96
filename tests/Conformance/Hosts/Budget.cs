using System.Globalization;

namespace Fairway.Conformance.Hosts;

/// <summary>How much random testing a run does, and from which seed. <c>./test</c> sets both.</summary>
internal static class Budget
{
    /// <summary>FAIRWAY_SEED, or 1.</summary>
    public static int Seed { get; } =
        long.TryParse(Environment.GetEnvironmentVariable("FAIRWAY_SEED"), CultureInfo.InvariantCulture, out var seed)
            ? (int)(seed % int.MaxValue)
            : 1;

    /// <summary>FAIRWAY_LONG=1: an hour rather than minutes.</summary>
    public static bool IsLong { get; } = Environment.GetEnvironmentVariable("FAIRWAY_LONG") == "1";

    /// <summary>The small amount, or in a long run <paramref name="factor"/> times as much.</summary>
    public static int Of(int amount, int factor = 20) => IsLong ? amount * factor : amount;
}
