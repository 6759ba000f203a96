using System.Text;
using Fairway.Api.Meta;
using Fairway.Api.Twins;
using Fairway.Kube.Pods.Objects;

namespace Fairway.Twin.Behaviour.Nodes;

/// <summary>Chance that a seed and a name decide, in any process and any order.</summary>
internal static class Chance
{
    // A hundred years, as long as a duration can say.
    private const double LongestMilliseconds = 100.0 * 365 * 24 * 3_600_000;

    /// <summary>At least 0 and less than 1: evenly spread over names.</summary>
    public static double Unit(int seed, string name)
    {
        // The hash alone is too alike for names that differ in their last letter (SplitMix64's last steps spread it).
        var bits = StableHash.Of(Encoding.UTF8.GetBytes(name), seed);
        bits = (bits ^ (bits >> 30)) * 0xBF58476D1CE4E5B9;
        bits = (bits ^ (bits >> 27)) * 0x94D049BB133111EB;
        bits ^= bits >> 31;
        return (bits >> 11) * (1.0 / (1UL << 53));
    }

    /// <summary>A time of a distribution, in whole milliseconds.</summary>
    public static TimeSpan Draw(TimeDistribution times, int seed, string name)
    {
        var mean = Milliseconds(times.Mean);
        var deviation = Milliseconds(times.Deviation);
        var (min, max) = (Milliseconds(times.Min), times.Max is null ? double.MaxValue : Milliseconds(times.Max));
        var drawn = times.Shape switch
        {
            DistributionShape.Uniform => min + (Math.Max(0, Milliseconds(times.Max) - min) * Unit(seed, name)),
            DistributionShape.Normal => mean + (deviation * Bell(seed, name)),
            DistributionShape.LogNormal => LogNormal(mean, deviation, Bell(seed, name)),
            DistributionShape.Exponential => -mean * Math.Log(1 - Unit(seed, name)),
            _ => mean,
        };
        var bounded = Math.Min(Math.Max(drawn, min), Math.Min(max, LongestMilliseconds));
        return TimeSpan.FromMilliseconds(Math.Round(bounded));
    }

    private static double Milliseconds(Duration? time) => time?.Value.TotalMilliseconds ?? 0;

    // The logarithm is normal, and so that mean and deviation are those that were asked for.
    private static double LogNormal(double mean, double deviation, double bell)
    {
        if (mean <= 0)
        {
            return 0;
        }

        var variance = Math.Log(1 + (deviation * deviation / (mean * mean)));
        return Math.Exp(Math.Log(mean) - (variance / 2) + (Math.Sqrt(variance) * bell));
    }

    // Of mean 0 and deviation 1 (Box and Muller).
    private static double Bell(int seed, string name) =>
        Math.Sqrt(-2 * Math.Log(1 - Unit(seed, name))) * Math.Cos(2 * Math.PI * Unit(seed, name + "'"));
}
