using System.Globalization;
using System.Text.RegularExpressions;

namespace Fairway.Twin.Behaviour.CronJobs;

/// <summary>Durations as Go spells them: <c>1h30m</c>.</summary>
internal static partial class GoDuration
{
    /// <summary>Reads a duration of at least a second.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public static TimeSpan Parse(string text)
    {
        if (!Whole().IsMatch(text))
        {
            throw new FormatException($"failed to parse duration {text}");
        }

        var seconds = Parts().Matches(text).Sum(part => Seconds(
            double.Parse(part.Groups[1].ValueSpan, NumberStyles.Float, CultureInfo.InvariantCulture),
            part.Groups[2].Value));
        return TimeSpan.FromSeconds(Math.Clamp(Math.Floor(seconds), 1, 1e10));
    }

    private static double Seconds(double value, string unit) => unit switch
    {
        "h" => value * 3600,
        "m" => value * 60,
        "ms" => value / 1000,
        "us" or "µs" => value / 1e6,
        "ns" => value / 1e9,
        _ => value,
    };

    [GeneratedRegex(
        @"^(\d+(\.\d+)?(h|ms|us|µs|ns|m|s))+$", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Whole();

    [GeneratedRegex(@"(\d+(?:\.\d+)?)(h|ms|us|µs|ns|m|s)", RegexOptions.NonBacktracking)]
    private static partial Regex Parts();
}
