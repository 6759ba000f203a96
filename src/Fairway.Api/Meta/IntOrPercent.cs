using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Fairway.Api.Meta;

/// <summary>A count (<c>3</c>), or a share of a total in percent (<c>"25%"</c>).</summary>
[JsonConverter(typeof(IntOrPercentConverter))]
public readonly record struct IntOrPercent(int Value, bool IsPercent)
{
    /// <summary>What the schema demands where it is text: 0% to 100%.</summary>
    public const string Pattern = "^(100|[1-9]?[0-9])%$";

    /// <summary>A count.</summary>
    public static IntOrPercent Count(int value) => new(value, false);

    /// <summary>A share in percent.</summary>
    public static IntOrPercent Percent(int value) => new(value, true);

    /// <summary>Reads <c>3</c> or <c>25%</c>; null where the text is neither, or more than all.</summary>
    public static IntOrPercent? TryParse(string text)
    {
        var percent = text.EndsWith('%');
        var digits = percent ? text.AsSpan(0, text.Length - 1) : text;
        return int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var value)
            && (!percent || value <= 100)
            ? new IntOrPercent(value, percent)
            : null;
    }

    /// <summary>Of a total, fractions up, at most the total.</summary>
    public int RoundUp(int total) => Math.Min(total, IsPercent ? (int)(((long)Value * total + 99) / 100) : Value);

    /// <summary>Of a total, fractions down, at most the total.</summary>
    public int RoundDown(int total) => Math.Min(total, IsPercent ? (int)((long)Value * total / 100) : Value);

    /// <inheritdoc/>
    public override string ToString() => IsPercent ? $"{Value}%" : $"{Value}";
}

/// <summary>An integer, or text that ends in a percent sign.</summary>
public sealed class IntOrPercentConverter : JsonConverter<IntOrPercent>
{
    /// <inheritdoc/>
    public override IntOrPercent Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType switch
        {
            JsonTokenType.Number when reader.TryGetInt32(out var count) && count >= 0 => IntOrPercent.Count(count),
            JsonTokenType.String => IntOrPercent.TryParse(reader.GetString()!),
            _ => null,
        }
        ?? throw new JsonException("must be a count such as 3, or a percentage such as \"25%\"");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, IntOrPercent value, JsonSerializerOptions options)
    {
        if (value.IsPercent)
        {
            writer.WriteStringValue(value.ToString());
        }
        else
        {
            writer.WriteNumberValue(value.Value);
        }
    }
}
