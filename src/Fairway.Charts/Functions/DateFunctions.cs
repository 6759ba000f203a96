using System.Globalization;
using Fairway.Charts.Dates;
using Fairway.Charts.Values;
using Fairway.Schema.Durations;

namespace Fairway.Charts.Functions;

/// <summary>Sprig's functions of dates. Now is what the rendering says it is, and the local zone is UTC.</summary>
internal static class DateFunctions
{
    private const string HtmlDate = "2006-01-02";

    private static readonly (long Size, string Name)[] Roundings =
    [
        (24 * 365 * GoDuration.Hour, "y"), (24 * 30 * GoDuration.Hour, "mo"), (24 * GoDuration.Hour, "d"),
        (GoDuration.Hour, "h"), (GoDuration.Minute, "m"), (GoDuration.Second, "s"),
    ];

    public static void Define(FunctionTable.Add add)
    {
        add("now", "", (in call) => GoValue.Of(new TimeObject(Now(call))));
        add("date", "string any", (in call) => Dated(call, call.Text(0), call[1], "Local"));
        add("htmlDate", "any", (in call) => Dated(call, HtmlDate, call[0], "Local"));
        add("htmlDateInZone", "any string", (in call) => Dated(call, HtmlDate, call[0], call.Text(1)));
        Both(add, "dateInZone", "date_in_zone", "string any string", (in call) =>
            Dated(call, call.Text(0), call[1], call.Text(2)));
        Both(add, "dateModify", "date_modify", "string time", (in call) => Modified(call, isStrict: false));
        Both(add, "mustDateModify", "must_date_modify", "string time", (in call) => Modified(call, isStrict: true));
        add("toDate", "string string", (in call) => GoValue.Of(new TimeObject(Read(call, isStrict: false))));
        add("mustToDate", "string string", (in call) => GoValue.Of(new TimeObject(Read(call, isStrict: true))));
        add("unixEpoch", "time", (in call) => GoValue.Of(
            ((TimeObject)call[0].Object).Unix.ToString(CultureInfo.InvariantCulture)));
        add("ago", "any", (in call) => GoValue.Of(Ago(call)));
        add("duration", "any", (in call) => GoValue.Of(GoDuration.Print(Seconds(call[0]) * GoDuration.Second)));
        add("durationRound", "any", (in call) => GoValue.Of(Rounded(call)));
    }

    private static void Both(FunctionTable.Add add, string name, string other, string parameters, FunctionBody body)
    {
        add(name, parameters, body);
        add(other, parameters, body);
    }

    private static ZonedTime Now(in FunctionCall call) =>
        ZonedTime.In(call.Host.Now.UtcDateTime, TimeZoneInfo.Utc);

    /// <summary>Seconds since 1970, an instant, and now for everything else.</summary>
    private static ZonedTime Instant(in FunctionCall call, GoValue value) => value switch
    {
        { Kind: GoKind.Object, Object: TimeObject time } => time.Time,
        { Kind: GoKind.Int or GoKind.Int64 } => TimeObject.OfUnix(value.Integer),
        _ => Now(call),
    };

    private static GoValue Dated(in FunctionCall call, string layout, GoValue value, string zone) =>
        call.Made(ByteText.FromUnicode(LayoutWriter.Write(
            Instant(call, value).To(ZoneNames.Find(zone) ?? TimeZoneInfo.Utc), ByteText.ToUnicode(layout))));

    private static GoValue Modified(in FunctionCall call, bool isStrict)
    {
        var time = (TimeObject)call[1].Object;
        if (GoDuration.TryParse(ByteText.ToUnicode(call.Text(0)), out var nanoseconds))
        {
            return GoValue.Of(new TimeObject(time.Time.Plus(TimeObject.Ticks(nanoseconds))));
        }

        return isStrict
            ? throw new GoError($"time: invalid duration {GoQuote.Quote(call.Text(0))}")
            : GoValue.Of(time);
    }

    private static ZonedTime Read(in FunctionCall call, bool isStrict)
    {
        try
        {
            return LayoutReader.Read(ByteText.ToUnicode(call.Text(0)), ByteText.ToUnicode(call.Text(1)));
        }
        catch (FormatException fault)
        {
            return isStrict ? throw new GoError(ByteText.FromUnicode(fault.Message)) : ZonedTime.Zero;
        }
    }

    private static string Ago(in FunctionCall call)
    {
        var seconds = (Now(call).Utc - Instant(call, call[0]).Utc).TotalSeconds;
        return GoDuration.Print((long)Math.Round(seconds, MidpointRounding.AwayFromZero) * GoDuration.Second);
    }

    private static long Seconds(GoValue value) => value.Kind switch
    {
        GoKind.Int64 => value.Integer,
        GoKind.String when long.TryParse(
            value.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) => number,
        _ => 0,
    };

    private static string Rounded(in FunctionCall call)
    {
        var nanoseconds = call[0] switch
        {
            { Kind: GoKind.String } text => GoDuration.TryParse(text.Text, out var read) ? read : 0,
            { Kind: GoKind.Int64 } number => number.Integer,
            { Kind: GoKind.Object, Object: TimeObject time } => (Now(call).Utc - time.Time.Utc).Ticks * 100,
            _ => 0,
        };
        var size = Math.Abs((decimal)nanoseconds);
        foreach (var (unit, name) in Roundings)
        {
            if (size > unit)
            {
                return string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(size / unit):0}{name}");
            }
        }

        return "0s";
    }
}
