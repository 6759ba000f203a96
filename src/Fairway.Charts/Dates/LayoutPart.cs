namespace Fairway.Charts.Dates;

/// <summary>What a part of a layout stands for.</summary>
internal enum LayoutPart : byte
{
    /// <summary>Itself.</summary>
    Text,
    LongMonth,
    Month,
    NumberMonth,
    ZeroMonth,
    LongWeekday,
    Weekday,
    Day,
    PaddedDay,
    ZeroDay,
    PaddedYearDay,
    ZeroYearDay,
    Hour24,
    Hour12,
    ZeroHour12,
    Minute,
    ZeroMinute,
    Second,
    ZeroSecond,
    LongYear,
    Year,
    UpperHalf,
    LowerHalf,
    ZoneName,

    /// <summary><c>-07</c> to <c>-07:00:00</c>, and with a Z in place of the sign, which prints Z for UTC.</summary>
    Zone,

    /// <summary><c>.000</c>: as many digits as are written.</summary>
    Fraction,

    /// <summary><c>.999</c>: as many digits as are needed.</summary>
    ShortFraction,
}
