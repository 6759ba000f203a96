using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace Fairway.Api.Meta;

/// <summary>A length of time as resources write it: <c>90s</c>, <c>5m</c>, <c>1h30m</c>, <c>250ms</c>; never
/// negative.</summary>
[JsonConverter(typeof(DurationConverter))]
public readonly partial record struct Duration(TimeSpan Value)
{
    /// <summary>What the schema demands.</summary>
    public const string Pattern = "^([0-9]+h)?([0-9]+m)?([0-9]+s)?([0-9]+ms)?$";

    /// <summary>No time.</summary>
    public static Duration Zero { get; } = new(TimeSpan.Zero);

    /// <summary>So many seconds.</summary>
    public static Duration Seconds(int seconds) => new(TimeSpan.FromSeconds(seconds));

    /// <summary>Reads a text, or gives null where it is none.</summary>
    public static Duration? TryParse(string text)
    {
        var match = Form().Match(text);
        if (text.Length == 0 || text.Length > 40 || !match.Success)
        {
            return null;
        }

        var total = Part(match, 1) * 3_600_000L + Part(match, 2) * 60_000L + Part(match, 3) * 1000L + Part(match, 4);
        return total <= TimeSpan.FromDays(3650).TotalMilliseconds
            ? new Duration(TimeSpan.FromMilliseconds(total))
            : null;
    }

    /// <summary>The shortest text: <c>1h30m</c>.</summary>
    public override string ToString()
    {
        if (Value < TimeSpan.FromMilliseconds(1))
        {
            return "0s";
        }

        var text = new StringBuilder();
        Append(text, (long)Value.TotalHours, "h");
        Append(text, Value.Minutes, "m");
        Append(text, Value.Seconds, "s");
        Append(text, Value.Milliseconds, "ms");
        return text.ToString();
    }

    private static void Append(StringBuilder text, long amount, string unit)
    {
        if (amount > 0)
        {
            text.Append(CultureInfo.InvariantCulture, $"{amount}{unit}");
        }
    }

    private static long Part(Match match, int group) =>
        match.Groups[group] is { Success: true, Value: var text }
        && long.TryParse(text.TrimEnd('h', 'm', 's'), CultureInfo.InvariantCulture, out var amount)
        && amount < 1_000_000_000
            ? amount
            : match.Groups[group].Success ? int.MaxValue * 1000L : 0;

    [GeneratedRegex(Pattern, RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Form();
}

/// <summary>See <see cref="Duration"/>.</summary>
public sealed class DurationConverter : JsonConverter<Duration>
{
    /// <inheritdoc/>
    public override Duration Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Duration.TryParse(reader.GetString() ?? "")
        ?? throw new JsonException("must be a duration such as 90s or 1h30m");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, Duration value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString());
}
