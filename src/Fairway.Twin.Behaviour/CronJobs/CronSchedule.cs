using Cronos;
using Fairway.Schema.Durations;

namespace Fairway.Twin.Behaviour.CronJobs;

/// <summary>
/// When a CronJob is due: five fields of cron, a macro such as <c>@daily</c>, or <c>@every</c> with a duration. Where
/// both the day of the month and that of the week are given, either is enough, as in Kubernetes.
/// </summary>
internal sealed class CronSchedule
{
    private readonly CronExpression[] expressions;
    private readonly TimeSpan every;
    private readonly TimeZoneInfo zone;

    private CronSchedule(CronExpression[] expressions, TimeSpan every, TimeZoneInfo zone)
    {
        this.expressions = expressions;
        this.every = every;
        this.zone = zone;
    }

    /// <summary>Reads a schedule.</summary>
    /// <exception cref="FormatException">It is none; the message says why.</exception>
    public static CronSchedule Parse(string text, TimeZoneInfo zone)
    {
        var trimmed = text.Trim();
        if (trimmed.StartsWith("@every ", StringComparison.Ordinal))
        {
            return new CronSchedule([], Every(trimmed[7..]), zone);
        }

        return new CronSchedule([.. Expressions(trimmed).Select(e => CronExpression.Parse(e))], default, zone);
    }

    /// <summary>Whole seconds, and at least one.</summary>
    private static TimeSpan Every(string text) =>
        GoDuration.TryParse(text, out var nanoseconds)
            ? TimeSpan.FromSeconds(Math.Max(nanoseconds / GoDuration.Second, 1))
            : throw new FormatException($"failed to parse duration {text}");

    /// <summary>The first time after <paramref name="time"/>; null for never.</summary>
    public DateTimeOffset? Next(DateTimeOffset time)
    {
        if (expressions.Length == 0)
        {
            return new DateTimeOffset(time.UtcTicks - (time.UtcTicks % TimeSpan.TicksPerSecond), TimeSpan.Zero) + every;
        }

        var next = expressions.Select(e => e.GetNextOccurrence(time.UtcDateTime, zone)).Min();
        return next is { } at ? new DateTimeOffset(at, TimeSpan.Zero) : null;
    }

    /// <summary>The last time after <paramref name="from"/> that is not after <paramref name="to"/>; null for
    /// none.</summary>
    public DateTimeOffset? Last(DateTimeOffset from, DateTimeOffset to)
    {
        // Cron looks forward only; most are found close to the end, without counting through a year.
        foreach (var hours in (ReadOnlySpan<int>)[1, 24, 24 * 32, 24 * 366])
        {
            var begin = to.AddHours(-hours);
            if (expressions.Length > 0 && begin > from && Next(begin) <= to)
            {
                return LastOf(begin, to);
            }
        }

        return LastOf(from, to);
    }

    /// <summary>How many times there were, counted up to a limit.</summary>
    public int Count(DateTimeOffset from, DateTimeOffset to, int limit)
    {
        var count = 0;
        for (var next = Next(from); next <= to && count < limit; next = Next(next.Value))
        {
            count++;
        }

        return count;
    }

    private DateTimeOffset? LastOf(DateTimeOffset from, DateTimeOffset to)
    {
        DateTimeOffset? last = null;
        for (var next = Next(from); next <= to; next = Next(next.Value))
        {
            last = next;
        }

        return last;
    }

    private static IEnumerable<string> Expressions(string text)
    {
        var fields = text.Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
        if (fields.Length != 5 || IsAny(fields[2]) || IsAny(fields[4]))
        {
            return [text];
        }

        return
        [
            $"{fields[0]} {fields[1]} {fields[2]} {fields[3]} *",
            $"{fields[0]} {fields[1]} * {fields[3]} {fields[4]}",
        ];
    }

    private static bool IsAny(string field) => field is "*" or "?" or "*/1";
}
