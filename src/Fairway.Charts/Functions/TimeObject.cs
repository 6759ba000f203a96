using Fairway.Charts.Dates;
using Fairway.Charts.Values;

namespace Fairway.Charts.Functions;

/// <summary>An instant as templates have it: Go's <c>time.Time</c>, with the methods that charts call.</summary>
internal sealed class TimeObject(ZonedTime time) : GoObject
{
    private const string Printing = "2006-01-02 15:04:05.999999999 -0700 MST";
    private const string Wire = "2006-01-02T15:04:05.999999999Z07:00";

    public ZonedTime Time => time;

    /// <summary>Seconds since 1970.</summary>
    public long Unix => (long)Math.Floor((time.Utc - DateTime.UnixEpoch).TotalSeconds);

    public override string TypeName => "time.Time";

    public override GoValue Plain => GoValue.Of(LayoutWriter.Write(time, Wire));

    public override GoValue Printed => GoValue.Of(LayoutWriter.Write(time, Printing));

    public static ZonedTime OfUnix(long seconds) =>
        ZonedTime.In(
            DateTime.UnixEpoch.AddSeconds(Math.Clamp(seconds, -62_135_596_800, 253_402_300_799)), TimeZoneInfo.Utc);

    public static TimeSpan Ticks(long nanoseconds) => TimeSpan.FromTicks(nanoseconds / 100);

    public override GoFunction? Method(string name)
    {
        var local = time.Local;
        return name switch
        {
            "Year" => Number(name, local.Year),
            "Month" => Number(name, local.Month),
            "Day" => Number(name, local.Day),
            "Hour" => Number(name, local.Hour),
            "Minute" => Number(name, local.Minute),
            "Second" => Number(name, local.Second),
            "Nanosecond" => Number(name, local.Ticks % TimeSpan.TicksPerSecond * 100),
            "YearDay" => Number(name, local.DayOfYear),
            "Weekday" => Number(name, (int)local.DayOfWeek),
            "Unix" => GoFunction.Of(name, "", (in _) => GoValue.Of(Unix)),
            "UnixMilli" => GoFunction.Of(name, "", (in _) => GoValue.Of(Since(10_000))),
            "UnixMicro" => GoFunction.Of(name, "", (in _) => GoValue.Of(Since(10))),
            "UnixNano" => GoFunction.Of(name, "", (in _) => GoValue.Of(unchecked(Since(1) * 100))),
            "IsZero" => GoFunction.Of(name, "", (in _) => GoValue.Of(time.Utc == DateTime.MinValue)),
            "String" => GoFunction.Of(name, "", (in _) => Printed),
            "UTC" => GoFunction.Of(name, "", (in _) => GoValue.Of(new TimeObject(time.To(TimeZoneInfo.Utc)))),
            "Format" => GoFunction.Of(name, "string", (in call) =>
                call.Made(ByteText.FromUnicode(LayoutWriter.Write(time, ByteText.ToUnicode(call.Text(0)))))),
            "AddDate" => GoFunction.Of(name, "int int int", (in call) => GoValue.Of(new TimeObject(
                time.Plus((int)call.Integer(0), (int)call.Integer(1), (int)call.Integer(2))))),
            "Before" => Comparing(name, order => order < 0),
            "After" => Comparing(name, order => order > 0),
            "Equal" => Comparing(name, order => order == 0),
            _ => null,
        };
    }

    private static GoFunction Number(string name, long number) =>
        GoFunction.Of(name, "", (in _) => GoValue.OfInt(number));

    private long Since(long ticks) => (time.Utc - DateTime.UnixEpoch).Ticks / ticks;

    private GoFunction Comparing(string name, Func<int, bool> answer) => GoFunction.Of(
        name, "time", (in call) => GoValue.Of(answer(time.Utc.CompareTo(((TimeObject)call[0].Object).Time.Utc))));
}
