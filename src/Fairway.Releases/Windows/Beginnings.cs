using Cronos;
using Fairway.Api.Releases;
using Ical.Net.CalendarComponents;
using Ical.Net.DataTypes;
using Ical.Net.Evaluation;
using NodaTime;

namespace Fairway.Releases.Windows;

/// <summary>When the times of a schedule begin, as clocks show it that nobody sets: zones come later.</summary>
internal static class Beginnings
{
    /// <summary>A rule that has found nothing for so many steps (years of hours) finds nothing more.</summary>
    private const int Fruitless = 30_000;

    /// <summary>Reads a schedule.</summary>
    /// <exception cref="FormatException">It cannot be read; the message says why.</exception>
    public static Func<LocalDateTime, IEnumerable<LocalDateTime>> Parse(WindowSchedule schedule) => schedule switch
    {
        { Cron: { } cron, Rule: null } => OfCron(cron),
        { Cron: null, Rule: { } rule, Start: { } start } => OfRule(rule, LocalMoments.Parse(start)),
        _ => throw new FormatException("a schedule needs a cron, or a rule with a start"),
    };

    private static Func<LocalDateTime, IEnumerable<LocalDateTime>> OfCron(string text)
    {
        var fields = text.Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
        if (fields.Length == 5 && !IsAny(fields[2]) && !IsAny(fields[4]))
        {
            // Some crons take both, others either: nobody is to guess.
            throw new FormatException($"{text}: give a day of the month or a day of the week, and not both");
        }

        CronExpression expression;
        try
        {
            expression = CronExpression.Parse(text);
        }
        catch (CronFormatException e)
        {
            throw new FormatException($"{text}: {e.Message}", e);
        }

        return from => OfCron(expression, from.ToDateTimeUnspecified());
    }

    private static IEnumerable<LocalDateTime> OfCron(CronExpression expression, DateTime from)
    {
        var next = expression.GetNextOccurrence(DateTime.SpecifyKind(from, DateTimeKind.Utc), inclusive: true);
        while (next is { } at)
        {
            yield return LocalDateTime.FromDateTime(at);
            next = expression.GetNextOccurrence(at);
        }
    }

    private static Func<LocalDateTime, IEnumerable<LocalDateTime>> OfRule(string text, LocalDateTime start)
    {
        try
        {
            _ = new RecurrencePattern(text);
        }
        catch (Exception e) when (e is ArgumentException or FormatException or InvalidOperationException)
        {
            throw new FormatException($"{text}: {e.Message}", e);
        }

        return from => OfRule(text, start, from);
    }

    private static IEnumerable<LocalDateTime> OfRule(string text, LocalDateTime start, LocalDateTime from)
    {
        var options = new EvaluationOptions { MaxUnmatchedIncrementsLimit = Fruitless };
        var repeated = new CalendarEvent
        {
            Start = Floating(start),
            RecurrenceRule = new RecurrencePattern(text),
        };
        using var found = repeated.GetOccurrences(Floating(from), options).GetEnumerator();
        while (MoveNext(found))
        {
            yield return LocalDateTime.FromDateTime(found.Current.Period.StartTime.Value);
        }
    }

    private static bool MoveNext(IEnumerator<Occurrence> found)
    {
        try
        {
            return found.MoveNext();
        }
        catch (EvaluationException)
        {
            return false;
        }
    }

    private static CalDateTime Floating(LocalDateTime local) => new(local.ToDateTimeUnspecified());

    private static bool IsAny(string field) => field is "*" or "?" or "*/1";
}
