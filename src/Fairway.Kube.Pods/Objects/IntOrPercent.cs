using System.Globalization;
using System.Text.Json;

namespace Fairway.Kube.Pods.Objects;

/// <summary>A count, or a share of a total in percent.</summary>
internal readonly record struct IntOrPercent(int Value, bool IsPercent)
{
    public static IntOrPercent Count(int value) => new(value, false);

    public static IntOrPercent Percent(int value) => new(value, true);

    /// <summary>Reads a number or a text such as "25%"; null where it is neither.</summary>
    public static IntOrPercent? Read(JsonElement? element)
    {
        if (element is not { } value)
        {
            return null;
        }

        if (value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var count))
        {
            return Count(count);
        }

        return value.ValueKind == JsonValueKind.String && value.GetString() is { } text && text.EndsWith('%')
            && int.TryParse(
                text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var share)
                ? Percent(share)
                : null;
    }

    public int RoundUp(int total) => IsPercent ? (int)(((long)Value * total + 99) / 100) : Value;

    public int RoundDown(int total) => IsPercent ? (int)((long)Value * total / 100) : Value;

    public override string ToString() => IsPercent ? $"{Value}%" : $"{Value}";
}
