using System.Collections.Frozen;

namespace Fairway.Charts.Dates;

/// <summary>Zones by their names of the IANA database, and the abbreviations that they print. .NET keeps no
/// abbreviations, so those of the zones that have letters are here; all others print their offset, as most zones
/// do.</summary>
internal static class ZoneNames
{
    private static readonly Lazy<FrozenDictionary<string, (string Standard, string Summer)>> Abbreviations = new(() =>
        EmbeddedRows.Read("zones.tsv")
            .ToFrozenDictionary(row => row[0], row => (row[1], row[2]), StringComparer.Ordinal));

    /// <summary>The zone of a name; null where there is none. A rendering has no place of its own: <c>Local</c> is
    /// UTC.</summary>
    public static TimeZoneInfo? Find(string name) =>
        name is "" or "UTC" or "Local" ? TimeZoneInfo.Utc
            : TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) ? zone
            : null;

    public static string Of(TimeZoneInfo zone, DateTime instant, TimeSpan offset) =>
        zone.Equals(TimeZoneInfo.Utc) || zone.Id is "UTC" or "Etc/UTC" ? "UTC"
            : Abbreviations.Value.TryGetValue(zone.Id, out var known)
                ? zone.IsDaylightSavingTime(instant) ? known.Summer : known.Standard
            : OfOffset(offset);

    /// <summary>The offset as a name: <c>+03</c>, <c>+0530</c>.</summary>
    public static string OfOffset(TimeSpan offset)
    {
        var size = offset.Duration();
        return $"{(offset < TimeSpan.Zero ? '-' : '+')}{size.Hours:00}{(size.Minutes > 0 ? $"{size.Minutes:00}" : "")}";
    }
}
