using System.Globalization;

namespace Fairway.Kube.Pods.Objects;

/// <summary>Amounts of resources as objects spell them: <c>250m</c>, <c>2</c>, <c>128Mi</c>, <c>1e3</c>.</summary>
internal static class Quantity
{
    /// <summary>The amount in thousandths, rounded up; 0 where the text is no quantity.</summary>
    public static long Milli(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return 0;
        }

        var digits = text.AsSpan().TrimEnd("mkMGTPEKiunµ");
        var suffix = text.AsSpan(digits.Length);
        return decimal.TryParse(digits, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            ? Scale(value, suffix)
            : 0;
    }

    /// <summary>The amount in whole units, rounded up.</summary>
    public static long Units(string? text) => (Milli(text) + 999) / 1000;

    private static long Scale(decimal value, ReadOnlySpan<char> suffix)
    {
        decimal factor = suffix switch
        {
            "" => 1000m,
            "m" => 1m,
            "u" => 0.001m,
            "n" => 0.000001m,
            "k" => 1_000_000m,
            "M" => 1e9m,
            "G" => 1e12m,
            "T" => 1e15m,
            "P" => 1e18m,
            "Ki" => 1024m * 1000,
            "Mi" => 1024m * 1024 * 1000,
            "Gi" => 1024m * 1024 * 1024 * 1000,
            "Ti" => 1024m * 1024 * 1024 * 1024 * 1000,
            "Pi" => 1024m * 1024 * 1024 * 1024 * 1024 * 1000,
            _ => 0m,
        };
        var scaled = decimal.Ceiling(value * factor);
        return scaled >= long.MaxValue ? long.MaxValue : (long)scaled;
    }
}
