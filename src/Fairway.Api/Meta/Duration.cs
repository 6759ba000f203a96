using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Fairway.Api.Meta;

/// <summary>A length of time as resources write it: <c>90s</c>, <c>5m</c>, <c>1h30m</c>, <c>250ms</c>; never
/// negative, and less than a hundred years.</summary>
[JsonConverter(typeof(DurationConverter))]
public readonly record struct Duration(TimeSpan Value)
{
    /// <summary>What the schema demands, with a length of 2 at least: all that <see cref="TryParse"/> reads, and
    /// nothing else.</summary>
    public const string Pattern = "^([0-9]{1,5}h)?([0-9]{1,7}m)?([0-9]{1,9}s)?([0-9]{1,12}ms)?$";

    // In their order, with the most digits of each. A pattern would do, and be a fiftieth of a manager's work.
    private static readonly (string Unit, int MostDigits, long Milliseconds)[] Units =
        [("h", 5, 3_600_000), ("m", 7, 60_000), ("s", 9, 1000), ("ms", 12, 1)];

    /// <summary>No time.</summary>
    public static Duration Zero { get; } = new(TimeSpan.Zero);

    /// <summary>So many seconds.</summary>
    public static Duration Seconds(int seconds) => new(TimeSpan.FromSeconds(seconds));

    /// <summary>Reads a text, or gives null where it is none.</summary>
    public static Duration? TryParse(string text)
    {
        var rest = text.AsSpan();
        var total = 0L;
        foreach (var (unit, most, milliseconds) in Units)
        {
            var digits = rest.IndexOfAnyExceptInRange('0', '9');
            if (digits is > 0 && digits <= most && IsUnit(rest[digits..], unit))
            {
                total += long.Parse(rest[..digits], NumberStyles.None, CultureInfo.InvariantCulture) * milliseconds;
                rest = rest[(digits + unit.Length)..];
            }
        }

        return text.Length > 0 && rest.IsEmpty ? new Duration(TimeSpan.FromMilliseconds(total)) : null;
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

    /// <summary><c>5ms</c> is not five minutes and a second.</summary>
    private static bool IsUnit(ReadOnlySpan<char> text, string unit) =>
        text.StartsWith(unit, StringComparison.Ordinal)
        && !(unit == "m" && text.StartsWith("ms", StringComparison.Ordinal));
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
