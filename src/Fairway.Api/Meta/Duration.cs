using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace Fairway.Api.Meta;

/// <summary>A length of time as resources write it: <c>90s</c>, <c>5m</c>, <c>1h30m</c>, <c>250ms</c>; never
/// negative, and less than a hundred years.</summary>
[JsonConverter(typeof(DurationConverter))]
public readonly partial record struct Duration(TimeSpan Value)
{
    /// <summary>What the schema demands, with a length of 2 at least: all that <see cref="TryParse"/> reads, and
    /// nothing else.</summary>
    public const string Pattern = "^([0-9]{1,5}h)?([0-9]{1,7}m)?([0-9]{1,9}s)?([0-9]{1,12}ms)?$";

    /// <summary>No time.</summary>
    public static Duration Zero { get; } = new(TimeSpan.Zero);

    /// <summary>So many seconds.</summary>
    public static Duration Seconds(int seconds) => new(TimeSpan.FromSeconds(seconds));

    /// <summary>Reads a text, or gives null where it is none.</summary>
    public static Duration? TryParse(string text)
    {
        var match = Form().Match(text);

        // Here a pattern's end is also before a last line feed.
        if (!match.Success || text.Length == 0 || match.Length < text.Length)
        {
            return null;
        }

        var total = (Part(match, 1) * 3_600_000) + (Part(match, 2) * 60_000) + (Part(match, 3) * 1000) + Part(match, 4);
        return new Duration(TimeSpan.FromMilliseconds(total));
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

    private static long Part(Match match, int group) => match.Groups[group] is { Success: true, ValueSpan: var text }
        ? long.Parse(text.TrimEnd("hms"), NumberStyles.None, CultureInfo.InvariantCulture)
        : 0;

    [GeneratedRegex(Pattern, RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Form();
}

/// <summary>See <see cref="Duration"/>.</summary>
public sealed class DurationConverter : JsonConverter<Duration>
{
    /// <inheritdoc/>
    public override Duration Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Duration.TryParse(reader.TokenType == JsonTokenType.String ? reader.GetString()! : "")
        ?? throw new JsonException("must be a duration such as 90s or 1h30m");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, Duration value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString());
}
