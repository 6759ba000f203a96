using System.Globalization;

namespace Fairway.Twin.Api.Tables;

/// <summary>
/// Spans of time as kubectl prints ages: two units at most, the second one only while the first is small (<c>5m12s</c>,
/// <c>12m</c>, <c>3h25m</c>, <c>2d4h</c>, <c>15d</c>). Source of the thresholds: k8s.io/apimachinery/pkg/util/duration.
/// </summary>
internal static class Ages
{
    /// <summary>The age of a time stamp.</summary>
    public static string Since(string timestamp, DateTimeOffset now) =>
        DateTimeOffset.TryParse(timestamp, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)
            ? Text(now - at)
            : "<unknown>";

    /// <summary>A span of time.</summary>
    public static string Text(TimeSpan span)
    {
        var seconds = (long)span.TotalSeconds;
        if (seconds < -1)
        {
            return "<invalid>";
        }

        var (minutes, hours) = (seconds / 60, seconds / 3600);
        return seconds switch
        {
            < 0 => "0s",
            < 60 * 2 => $"{seconds}s",
            < 60 * 10 => Two(minutes, "m", seconds % 60, "s"),
            < 3600 * 3 => $"{minutes}m",
            < 3600 * 8 => Two(hours, "h", minutes % 60, "m"),
            < 3600 * 48 => $"{hours}h",
            < 3600 * 24 * 8 => Two(hours / 24, "d", hours % 24, "h"),
            < 3600L * 24 * 365 * 2 => $"{hours / 24}d",
            < 3600L * 24 * 365 * 8 => Two(hours / 24 / 365, "y", hours / 24 % 365, "d"),
            _ => $"{hours / 24 / 365}y",
        };
    }

    private static string Two(long first, string firstUnit, long second, string secondUnit) =>
        second == 0 ? $"{first}{firstUnit}" : $"{first}{firstUnit}{second}{secondUnit}";
}
