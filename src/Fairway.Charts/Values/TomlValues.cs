using Fairway.Charts.Dates;
using Fairway.Charts.Functions;
using Tomlyn;
using Tomlyn.Model;

namespace Fairway.Charts.Values;

/// <summary>TOML as values of templates: whole numbers are int64, dates are instants.</summary>
internal static class TomlValues
{
    private const string OfMaps = "[]map[string]interface {}";

    /// <exception cref="FormatException">It is no TOML: what is wrong, and in which line.</exception>
    public static GoMap Read(string text)
    {
        try
        {
            return Map(TomlSerializer.Deserialize<TomlTable>(text) ?? []);
        }
        catch (TomlException fault)
        {
            throw new FormatException($"toml: {fault.Message}", fault);
        }
    }

    private static GoMap Map(TomlTable table)
    {
        var map = new GoMap();
        foreach (var (key, value) in table)
        {
            map[ByteText.FromUnicode(key)] = From(value);
        }

        return map;
    }

    private static GoValue From(object? value) => value switch
    {
        string text => GoValue.Of(ByteText.FromUnicode(text)),
        bool truth => GoValue.Of(truth),
        long whole => GoValue.Of(whole),
        double real => GoValue.Of(real),
        TomlTable table => GoValue.Of(Map(table)),
        TomlTableArray tables => GoValue.Of(new GoList([.. tables.Select(From)], OfMaps)),
        TomlArray items => GoValue.Of(new GoList([.. items.Select(From)])),
        TomlDateTime date => GoValue.Of(new TimeObject(Time(date))),
        _ => GoValue.Nil,
    };

    /// <summary>What lacks a day is of the first there is, as the library would take today's; what lacks a zone has
    /// one of its kind's name.</summary>
    private static ZonedTime Time(TomlDateTime date) => date.Kind switch
    {
        TomlDateTimeKind.LocalDateTime => Local(date, "datetime-local"),
        TomlDateTimeKind.LocalDate => Local(date, "date-local"),
        TomlDateTimeKind.LocalTime => new ZonedTime(
            DateTime.SpecifyKind(DateTime.MinValue + date.DateTime.TimeOfDay, DateTimeKind.Utc), null, TimeSpan.Zero,
            "time-local"),
        TomlDateTimeKind.OffsetDateTimeByZ => ZonedTime.In(date.DateTime.UtcDateTime, TimeZoneInfo.Utc),
        _ => ZonedTime.OfLocal(date.DateTime.DateTime, date.DateTime.Offset),
    };

    private static ZonedTime Local(TomlDateTime date, string zone) =>
        new(DateTime.SpecifyKind(date.DateTime.DateTime, DateTimeKind.Utc), null, TimeSpan.Zero, zone);
}
