using System.Globalization;

namespace Fairway.Charts.Dates;

/// <summary>Reads an instant by a layout.</summary>
internal sealed class LayoutReader
{
    private static readonly DateTimeFormatInfo Names = CultureInfo.InvariantCulture.DateTimeFormat;

    private readonly string layout;
    private readonly string whole;
    private string rest;
    private int year;
    private int month = 1;
    private int day = 1;
    private int yearDay;
    private int hour;
    private int minute;
    private int second;
    private long ticks;
    private bool? isAfternoon;
    private TimeSpan? offset;
    private bool isUtc;

    private LayoutReader(string layout, string text)
    {
        this.layout = layout;
        whole = text;
        rest = text;
    }

    /// <summary>The instant, in the zone that it names, else in UTC.</summary>
    /// <exception cref="FormatException">The text does not fit; the message is Go's.</exception>
    public static ZonedTime Read(string layout, string text) => new LayoutReader(layout, text).Run();

    private ZonedTime Run()
    {
        foreach (var (part, written) in Layout.Read(layout))
        {
            if (!Take(part, written))
            {
                throw Fault($"cannot parse {Quoted(rest)} as {Quoted(written)}");
            }
        }

        if (rest.Length > 0)
        {
            throw Fault($"extra text: {Quoted(rest)}", withLayout: false);
        }

        return Instant();
    }

    private ZonedTime Instant()
    {
        hour = isAfternoon switch
        {
            true when hour < 12 => hour + 12,
            false when hour == 12 => 0,
            _ => hour,
        };
        if (yearDay > 0)
        {
            var date = new DateTime(Math.Max(year, 1), 1, 1).AddDays(yearDay - 1);
            (month, day) = (date.Month, date.Day);
        }

        if (day < 1 || day > DateTime.DaysInMonth(Math.Clamp(year, 1, 9999), month))
        {
            throw Fault("day out of range", withLayout: false);
        }

        // .NET has no year zero; Go has one where a layout has no year.
        var local = new DateTime(Math.Max(year, 1), month, day, hour, minute, second).AddTicks(ticks);
        return isUtc || offset is null ? ZonedTime.In(local, TimeZoneInfo.Utc) : ZonedTime.OfLocal(local, offset.Value);
    }

    private bool Take(LayoutPart part, string written)
    {
        switch (part)
        {
            case LayoutPart.Text:
                return TakeText(written);
            case LayoutPart.LongYear:
                return TakeNumber(4, 4, 0, 9999, ref year);
            case LayoutPart.Year:
                var isTaken = TakeNumber(2, 2, 0, 99, ref year);
                year += year >= 69 ? 1900 : 2000;
                return isTaken;
            case LayoutPart.LongMonth:
                return TakeName(Names.MonthNames, ref month);
            case LayoutPart.Month:
                return TakeName(Names.AbbreviatedMonthNames, ref month);
            case LayoutPart.NumberMonth:
                return TakeNumber(1, 2, 1, 12, ref month);
            case LayoutPart.ZeroMonth:
                return TakeNumber(2, 2, 1, 12, ref month);
            case LayoutPart.LongWeekday or LayoutPart.Weekday:
                var weekday = 0;
                return TakeName(
                    part == LayoutPart.Weekday ? Names.AbbreviatedDayNames : Names.DayNames, ref weekday);
            case LayoutPart.Day or LayoutPart.PaddedDay:
                rest = part == LayoutPart.PaddedDay && rest.StartsWith(' ') ? rest[1..] : rest;
                return TakeNumber(1, 2, 0, 99, ref day);
            case LayoutPart.ZeroDay:
                return TakeNumber(2, 2, 0, 99, ref day);
            case LayoutPart.ZeroYearDay or LayoutPart.PaddedYearDay:
                rest = part == LayoutPart.PaddedYearDay ? rest.TrimStart(' ') : rest;
                return TakeNumber(1, 3, 1, 366, ref yearDay);
            default:
                return TakeTime(part, written);
        }
    }

    private bool TakeTime(LayoutPart part, string written) => part switch
    {
        LayoutPart.Hour24 => TakeNumber(2, 2, 0, 23, ref hour),
        LayoutPart.Hour12 => TakeNumber(1, 2, 0, 12, ref hour),
        LayoutPart.ZeroHour12 => TakeNumber(2, 2, 0, 12, ref hour),
        LayoutPart.Minute => TakeNumber(1, 2, 0, 59, ref minute),
        LayoutPart.ZeroMinute => TakeNumber(2, 2, 0, 59, ref minute),
        LayoutPart.Second => TakeNumber(1, 2, 0, 59, ref second) && TakeUnannouncedFraction(),
        LayoutPart.ZeroSecond => TakeNumber(2, 2, 0, 59, ref second) && TakeUnannouncedFraction(),
        LayoutPart.UpperHalf => TakeHalf("AM", "PM"),
        LayoutPart.LowerHalf => TakeHalf("am", "pm"),
        LayoutPart.Zone => TakeZone(written),
        LayoutPart.ZoneName => TakeZoneName(),
        LayoutPart.Fraction => TakeFraction(written.Length),
        _ => rest is not ['.' or ',', ..] || TakeFraction(CountFraction()),
    };

    /// <summary>A space in the layout is any number of them.</summary>
    private bool TakeText(string text)
    {
        foreach (var c in text)
        {
            if (c == ' ')
            {
                if (rest.Length > 0 && rest[0] != ' ')
                {
                    return false;
                }

                rest = rest.TrimStart(' ');
            }
            else if (rest.Length == 0 || rest[0] != c)
            {
                return false;
            }
            else
            {
                rest = rest[1..];
            }
        }

        return true;
    }

    private bool TakeNumber(int least, int most, int from, int to, ref int number)
    {
        var digits = 0;
        while (digits < most && digits < rest.Length && char.IsAsciiDigit(rest[digits]))
        {
            digits++;
        }

        if (digits < least)
        {
            return false;
        }

        number = int.Parse(rest[..digits], CultureInfo.InvariantCulture);
        rest = rest[digits..];
        return number >= from && number <= to
            ? true
            : throw Fault($"{(to == 12 ? "month" : to == 23 ? "hour" : "value")} out of range", withLayout: false);
    }

    private bool TakeName(string[] names, ref int index)
    {
        for (var i = 0; i < names.Length; i++)
        {
            if (names[i].Length > 0 && rest.StartsWith(names[i], StringComparison.OrdinalIgnoreCase))
            {
                index = i + 1;
                rest = rest[names[i].Length..];
                return true;
            }
        }

        return false;
    }

    private bool TakeHalf(string morning, string afternoon)
    {
        isAfternoon = rest.StartsWith(afternoon, StringComparison.Ordinal) ? true
            : rest.StartsWith(morning, StringComparison.Ordinal) ? false
            : null;
        rest = isAfternoon is null ? rest : rest[2..];
        return isAfternoon is not null;
    }

    private bool TakeZone(string written)
    {
        if (written[0] == 'Z' && rest.StartsWith('Z'))
        {
            rest = rest[1..];
            isUtc = true;
            return true;
        }

        if (rest.Length < written.Length || rest[0] is not ('+' or '-'))
        {
            return false;
        }

        var text = rest[..written.Length];
        var digits = string.Concat(text.Where(char.IsAsciiDigit)).PadRight(6, '0');
        if (digits.Length != 6 || text.Where((c, i) => (c == ':') != (written[i] == ':')).Any())
        {
            return false;
        }

        var size = new TimeSpan(
            int.Parse(digits[..2], CultureInfo.InvariantCulture),
            int.Parse(digits[2..4], CultureInfo.InvariantCulture),
            int.Parse(digits[4..], CultureInfo.InvariantCulture));
        offset = text[0] == '-' ? -size : size;
        rest = rest[written.Length..];
        return true;
    }

    /// <summary>A name says nothing of its offset, unless it is UTC's.</summary>
    private bool TakeZoneName()
    {
        var length = 0;
        while (length < rest.Length && length < 5 && char.IsAsciiLetterUpper(rest[length]))
        {
            length++;
        }

        rest = rest[length..];
        return length >= 3;
    }

    private int CountFraction() => 1 + rest.Skip(1).TakeWhile(char.IsAsciiDigit).Count();

    private bool TakeUnannouncedFraction() =>
        rest is not (['.' or ',', var digit, ..]) || !char.IsAsciiDigit(digit)
        || HasFraction() || TakeFraction(CountFraction());

    private bool HasFraction() =>
        Layout.Read(layout).Any(part => part.Part is LayoutPart.Fraction or LayoutPart.ShortFraction);

    private bool TakeFraction(int length)
    {
        if (rest.Length < length || rest[0] is not ('.' or ',') || !rest[1..length].All(char.IsAsciiDigit))
        {
            return false;
        }

        ticks = long.Parse(rest[1..length].PadRight(7, '0')[..7], CultureInfo.InvariantCulture);
        rest = rest[length..];
        return true;
    }

    private FormatException Fault(string why, bool withLayout = true) =>
        new($"parsing time {Quoted(whole)}{(withLayout ? $" as {Quoted(layout)}" : "")}: {why}");

    private static string Quoted(string text) => Values.GoQuote.Quote(text);
}
