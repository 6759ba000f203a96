using System.Globalization;
using System.Text;

namespace Fairway.Charts.Dates;

/// <summary>Writes an instant by a layout.</summary>
internal static class LayoutWriter
{
    private static readonly DateTimeFormatInfo Names = CultureInfo.InvariantCulture.DateTimeFormat;

    public static string Write(ZonedTime time, string layout)
    {
        var text = new StringBuilder();
        foreach (var (part, written) in Layout.Read(layout))
        {
            text.Append(Write(time, part, written));
        }

        return text.ToString();
    }

    private static string Write(ZonedTime time, LayoutPart part, string written)
    {
        var local = time.Local;
        var hour = local.Hour % 12 == 0 ? 12 : local.Hour % 12;
        return part switch
        {
            LayoutPart.LongMonth => Names.GetMonthName(local.Month),
            LayoutPart.Month => Names.GetAbbreviatedMonthName(local.Month),
            LayoutPart.NumberMonth => Number(local.Month, 1),
            LayoutPart.ZeroMonth => Number(local.Month, 2),
            LayoutPart.LongWeekday => Names.GetDayName(local.DayOfWeek),
            LayoutPart.Weekday => Names.GetAbbreviatedDayName(local.DayOfWeek),
            LayoutPart.Day => Number(local.Day, 1),
            LayoutPart.PaddedDay => Number(local.Day, 1).PadLeft(2),
            LayoutPart.ZeroDay => Number(local.Day, 2),
            LayoutPart.PaddedYearDay => Number(local.DayOfYear, 1).PadLeft(3),
            LayoutPart.ZeroYearDay => Number(local.DayOfYear, 3),
            LayoutPart.Hour24 => Number(local.Hour, 2),
            LayoutPart.Hour12 => Number(hour, 1),
            LayoutPart.ZeroHour12 => Number(hour, 2),
            LayoutPart.Minute => Number(local.Minute, 1),
            LayoutPart.ZeroMinute => Number(local.Minute, 2),
            LayoutPart.Second => Number(local.Second, 1),
            LayoutPart.ZeroSecond => Number(local.Second, 2),
            LayoutPart.LongYear => Number(local.Year, 4),
            LayoutPart.Year => Number(local.Year % 100, 2),
            LayoutPart.UpperHalf => local.Hour < 12 ? "AM" : "PM",
            LayoutPart.LowerHalf => local.Hour < 12 ? "am" : "pm",
            LayoutPart.ZoneName => time.ZoneName,
            LayoutPart.Zone => Zone(time.Offset, written),
            LayoutPart.Fraction => written[0] + Nanoseconds(local)[..(written.Length - 1)],
            LayoutPart.ShortFraction => ShortFraction(local, written),
            _ => written,
        };
    }

    private static string Number(int number, int digits) =>
        number.ToString(CultureInfo.InvariantCulture).PadLeft(digits, '0');

    private static string Nanoseconds(DateTime time) =>
        (time.Ticks % TimeSpan.TicksPerSecond * 100).ToString("D9", CultureInfo.InvariantCulture).PadRight(32, '0');

    private static string ShortFraction(DateTime time, string written)
    {
        var digits = Nanoseconds(time)[..(written.Length - 1)].TrimEnd('0');
        return digits.Length == 0 ? "" : written[0] + digits;
    }

    private static string Zone(TimeSpan offset, string written)
    {
        if (written[0] == 'Z' && offset == TimeSpan.Zero)
        {
            return "Z";
        }

        var size = offset.Duration();
        var colon = written.Contains(':', StringComparison.Ordinal) ? ":" : "";
        var digits = written.Count(char.IsAsciiDigit);
        return (offset < TimeSpan.Zero ? "-" : "+")
            + Number(size.Hours, 2)
            + (digits > 2 ? colon + Number(size.Minutes, 2) : "")
            + (digits > 4 ? colon + Number(size.Seconds, 2) : "");
    }
}
