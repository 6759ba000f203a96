using System.Globalization;

namespace Fairway.Delivery.Records;

/// <summary>
/// How moments are kept: in UTC, to the microsecond, which is what every store can hold. Texts sort as moments.
/// </summary>
internal static class RecordedTime
{
    private const string Format = "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'";

    /// <summary>The moment as it will be read back.</summary>
    public static DateTimeOffset Kept(DateTimeOffset at) =>
        new(at.UtcTicks - (at.UtcTicks % TimeSpan.TicksPerMicrosecond), TimeSpan.Zero);

    public static string Text(DateTimeOffset at) =>
        at.UtcDateTime.ToString(Format, CultureInfo.InvariantCulture);

    /// <exception cref="FormatException">It is not what <see cref="Text"/> writes.</exception>
    public static DateTimeOffset Parse(string text) =>
        DateTimeOffset.ParseExact(text, Format, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
}
