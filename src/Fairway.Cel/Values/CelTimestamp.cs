using System.Text.Json.Nodes;
using Fairway.Cel.Types;

namespace Fairway.Cel.Values;

/// <summary>A point in time from the year 1 to 9999, in nanoseconds, with the offset it was written with.</summary>
public sealed class CelTimestamp : CelValue
{
    private const long MinSeconds = -62_135_596_800;
    private const long MaxSeconds = 253_402_300_799;
    private const long Billion = 1_000_000_000;

    private CelTimestamp(long seconds, int nanoseconds, int offset)
    {
        Seconds = seconds;
        Nanoseconds = nanoseconds;
        OffsetSeconds = offset;
    }

    /// <summary>Whole seconds since 1970.</summary>
    public long Seconds { get; }

    /// <summary>Nanoseconds in the second, 0 to 999,999,999.</summary>
    public int Nanoseconds { get; }

    /// <summary>How far its clock is ahead of UTC, in seconds.</summary>
    public int OffsetSeconds { get; }

    /// <inheritdoc/>
    public override CelType Type => CelType.Timestamp;

    internal override bool IsZero => Seconds == MinSeconds && Nanoseconds == 0;

    /// <summary>The point in time, or an error where it is out of range.</summary>
    /// <param name="seconds">Whole seconds since 1970.</param>
    /// <param name="nanoseconds">Nanoseconds in the second.</param>
    /// <param name="offset">How far its clock is ahead of UTC, in seconds.</param>
    public static CelValue FromUnix(long seconds, int nanoseconds, int offset = 0) =>
        seconds is < MinSeconds or > MaxSeconds
            ? CelError.TimestampOverflow
            : new CelTimestamp(seconds, nanoseconds, offset);

    /// <summary>A point in time.</summary>
    public static CelTimestamp Of(DateTimeOffset time)
    {
        var ticks = time.UtcTicks - DateTime.UnixEpoch.Ticks;
        var seconds = Math.DivRem(ticks, TimeSpan.TicksPerSecond, out var rest);
        var (whole, nanoseconds) = rest < 0 ? (seconds - 1, rest + TimeSpan.TicksPerSecond) : (seconds, rest);
        return new(whole, (int)nanoseconds * 100, (int)time.Offset.TotalSeconds);
    }

    /// <inheritdoc/>
    public override JsonNode ToJson() => JsonValue.Create(TimeText.Print(this));

    /// <inheritdoc/>
    public override string ToString() => TimeText.Print(this);

    /// <summary>The time of day and date in UTC; parts of ticks are lost.</summary>
    internal DateTime ToUtc() =>
        DateTime.UnixEpoch.AddTicks((Seconds * TimeSpan.TicksPerSecond) + (Nanoseconds / 100));

    internal CelValue Plus(Int128 nanoseconds)
    {
        var sum = ((Int128)Seconds * Billion) + Nanoseconds + nanoseconds;
        var seconds = sum / Billion;
        var rest = sum % Billion;
        return rest < 0
            ? FromUnix((long)seconds - 1, (int)(rest + Billion), OffsetSeconds)
            : FromUnix((long)seconds, (int)rest, OffsetSeconds);
    }

    internal override CelValue EqualTo(CelValue other) => CelBool.Of(
        other is CelTimestamp that && that.Seconds == Seconds && that.Nanoseconds == Nanoseconds);

    internal override CelValue CompareTo(CelValue other) => other is CelTimestamp that
        ? CelInt.Of((Seconds, Nanoseconds).CompareTo((that.Seconds, that.Nanoseconds)))
        : CelError.NoSuchOverload;

    internal override CelValue Add(CelValue other) =>
        other is CelDuration span ? Plus(span.Nanoseconds) : CelError.NoSuchOverload;

    internal override CelValue Subtract(CelValue other) => other switch
    {
        CelDuration span => Plus(-(Int128)span.Nanoseconds),
        CelTimestamp that => CelDuration.Fitting(
            (((Int128)Seconds - that.Seconds) * Billion) + Nanoseconds - that.Nanoseconds),
        _ => CelError.NoSuchOverload,
    };

    internal override CelValue ConvertTo(CelTypeKind kind) => kind switch
    {
        CelTypeKind.String => new CelString(TimeText.Print(this)),
        CelTypeKind.Int => CelInt.Of(Seconds),
        _ => base.ConvertTo(kind),
    };
}
