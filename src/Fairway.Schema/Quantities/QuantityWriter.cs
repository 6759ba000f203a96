using System.Globalization;
using System.Numerics;

namespace Fairway.Schema.Quantities;

/// <summary>Writes the canonical text of a quantity.</summary>
internal static class QuantityWriter
{
    private const int DecimalUnit = 3;

    private static readonly string[] DecimalSuffixes = ["n", "u", "m", "", "k", "M", "G", "T", "P", "E"];
    private static readonly string[] BinarySuffixes = ["", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei"];

    public static string Write(BigInteger unscaled, int scale, QuantityFormat format)
    {
        if (unscaled.IsZero)
        {
            return "0";
        }

        return format == QuantityFormat.Binary && Whole(unscaled, scale) is { } whole && BigInteger.Abs(whole) >= 1024
            ? WriteBinary(whole)
            : WriteDecimal(unscaled, scale, format);
    }

    private static BigInteger? Whole(BigInteger unscaled, int scale)
    {
        var (bare, power) = Powers.Strip(unscaled, scale, 10);
        return power >= 0 ? bare * Powers.Ten(power) : null;
    }

    private static string WriteBinary(BigInteger whole)
    {
        var power = 0;
        while (power < BinarySuffixes.Length - 1 && (whole % 1024).IsZero)
        {
            (whole, power) = (whole / 1024, power + 1);
        }

        return whole.ToString(CultureInfo.InvariantCulture) + BinarySuffixes[power];
    }

    private static string WriteDecimal(BigInteger unscaled, int scale, QuantityFormat format)
    {
        var (bare, power) = Powers.Strip(unscaled, scale, 10);
        var excess = ((power % DecimalUnit) + DecimalUnit) % DecimalUnit;
        (bare, power) = (bare * Powers.Ten(excess), power - excess);
        var number = bare.ToString(CultureInfo.InvariantCulture);
        if (format == QuantityFormat.Exponent)
        {
            return power == 0 ? number : string.Create(CultureInfo.InvariantCulture, $"{number}e{power}");
        }

        var index = (power / DecimalUnit) + DecimalUnit;
        var over = Math.Max(0, index - (DecimalSuffixes.Length - 1));
        return number + new string('0', over * DecimalUnit) + DecimalSuffixes[index - over];
    }
}
