using System.Globalization;

namespace Fairway.Cli.Terminals;

/// <summary>Lengths of time as kubectl shows ages: <c>45s</c>, <c>12m</c>, <c>5h</c>, <c>9d</c>.</summary>
internal static class Ages
{
    private const int Double = 2;

    /// <summary>The text; what is past counts as nothing.</summary>
    public static string Text(TimeSpan span) => span switch
    {
        _ when span < TimeSpan.FromMinutes(Double) => Count(Math.Max(0, span.TotalSeconds), "s"),
        _ when span < TimeSpan.FromHours(Double) => Count(span.TotalMinutes, "m"),
        _ when span < TimeSpan.FromDays(Double) => Count(span.TotalHours, "h"),
        _ => Count(span.TotalDays, "d"),
    };

    private static string Count(double number, string unit) =>
        ((long)number).ToString(CultureInfo.InvariantCulture) + unit;
}
