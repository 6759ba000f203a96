using System.Collections.Frozen;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Fairway.Twin.Api.Validation;

/// <summary>
/// Whether a text is a schedule: five fields, or a word behind an at sign. The words of refusals are those of the
/// parser that Kubernetes has (robfig/cron), which clients see.
/// </summary>
internal static partial class CronSchedule
{
    private static readonly FrozenSet<string> Words = FrozenSet.Create(
        StringComparer.Ordinal, "@yearly", "@annually", "@monthly", "@weekly", "@daily", "@midnight", "@hourly");

    private static readonly (long Least, long Most, string[] Names)[] Places =
    [
        (0, 59, []),
        (0, 23, []),
        (1, 31, []),
        (1, 12, ["", "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]),
        (0, 6, ["sun", "mon", "tue", "wed", "thu", "fri", "sat"]),
    ];

    /// <summary>What is wrong with it; null where it is good.</summary>
    public static string? Problem(string schedule)
    {
        if (schedule.StartsWith("TZ=", StringComparison.Ordinal)
            || schedule.StartsWith("CRON_TZ=", StringComparison.Ordinal))
        {
            var zone = schedule[(schedule.IndexOf('=', StringComparison.Ordinal) + 1)..].Split(' ')[0];
            if (!IsZone(zone))
            {
                return $"provided bad location {zone}: unknown time zone {zone}";
            }

            schedule = schedule[schedule.IndexOf('=', StringComparison.Ordinal)..][(zone.Length + 1)..].Trim();
        }

        return schedule.StartsWith('@') ? OfWord(schedule) : OfFields(schedule);
    }

    /// <summary>Whether there is a time zone of this name.</summary>
    public static bool IsZone(string name) =>
        name is "" or "UTC" || TimeZoneInfo.TryFindSystemTimeZoneById(name, out _);

    private static string? OfWord(string word)
    {
        const string Every = "@every ";
        if (Words.Contains(word))
        {
            return null;
        }

        if (!word.StartsWith(Every, StringComparison.Ordinal))
        {
            return $"unrecognized descriptor: {word}";
        }

        var span = word[Every.Length..];
        return Duration().IsMatch(span) || span is "0" or "+0" or "-0"
            ? null
            : $"failed to parse duration {word}: time: invalid duration \"{span}\"";
    }

    private static string? OfFields(string schedule)
    {
        var fields = schedule.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return fields.Length == Places.Length
            ? fields.Zip(Places, OfField).FirstOrDefault(problem => problem is not null)
            : string.Create(
                CultureInfo.InvariantCulture,
                $"expected exactly 5 fields, found {fields.Length}: [{string.Join(' ', fields)}]");
    }

    private static string? OfField(string field, (long Least, long Most, string[] Names) place) =>
        field.Split(',', StringSplitOptions.RemoveEmptyEntries)
            .Select(range => OfRange(range, place))
            .FirstOrDefault(problem => problem is not null);

    private static string? OfRange(string range, (long Least, long Most, string[] Names) place)
    {
        var steps = range.Split('/');
        var ends = steps[0].Split('-');
        var (start, end) = (place.Least, place.Most);
        if (ends[0] is not ("*" or "?"))
        {
            if (Number(ends[0], place.Names, range, out start) is { } problem)
            {
                return problem;
            }

            end = start;
            if (ends.Length == 2 && Number(ends[1], place.Names, range, out end) is { } other)
            {
                return other;
            }

            if (ends.Length > 2)
            {
                return $"too many hyphens: {range}";
            }
        }

        var step = 1L;
        if (steps.Length == 2)
        {
            if (Number(steps[1], [], range, out step) is { } problem)
            {
                return problem;
            }

            end = ends.Length == 1 ? place.Most : end;
        }

        return steps.Length > 2 ? $"too many slashes: {range}" : OfBounds((start, end, step), place, range);
    }

    private static string? OfBounds(
        (long Start, long End, long Step) asked, (long Least, long Most, string[] Names) place, string range)
    {
        var (start, end, step) = asked;
        var problem = start < place.Least ? $"beginning of range ({start}) below minimum ({place.Least})"
            : end > place.Most ? $"end of range ({end}) above maximum ({place.Most})"
            : start > end ? $"beginning of range ({start}) beyond end of range ({end})"
            : step == 0 ? "step of range should be a positive number"
            : null;
        return problem is null ? null : $"{problem}: {range}";
    }

    private static string? Number(string text, string[] names, string range, out long number)
    {
        number = Array.IndexOf(names, text.ToLowerInvariant());
        if (text.Length > 0 && number >= 0)
        {
            return null;
        }

        if (!long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number))
        {
            return $"failed to parse int from {text}: strconv.Atoi: parsing \"{text}\": invalid syntax";
        }

        return number < 0 ? $"negative number ({number}) not allowed: {range}" : null;
    }

    [GeneratedRegex(@"^[-+]?(?:(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:ns|us|µs|μs|ms|s|m|h))+\z")]
    private static partial Regex Duration();
}
