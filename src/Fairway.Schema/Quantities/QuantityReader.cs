using System.Globalization;
using System.Numerics;

namespace Fairway.Schema.Quantities;

/// <summary>
/// Reads a quantity as API servers do, with their rule for when the text itself is taken as canonical (so <c>1.500</c>
/// stays, and <c>1.50</c> becomes <c>1500m</c>).
/// </summary>
internal static class QuantityReader
{
    private const string SuffixMessage = "unable to parse quantity's suffix";
    private const string NumberMessage = "unable to parse numeric part of quantity";
    private const int MostDigits = 18;
    private const int MostBinaryDigits = 15;
    private const int FinestScale = -9;
    private const int LongestText = 64;

    private static readonly BigInteger MostBinary = long.MaxValue;

    /// <summary>Null where the text is a quantity, else what is wrong.</summary>
    public static string? Read(string text, ref Quantity quantity)
    {
        if (text.Length is 0 or > LongestText)
        {
            return Quantity.FormatMessage;
        }

        var parts = QuantityParts.Split(text);
        if (parts is not { } p)
        {
            return Quantity.FormatMessage;
        }

        if (!TrySuffix(p.Suffix, out var format, out var exponent))
        {
            return SuffixMessage;
        }

        if (p.Whole.Length == 0 && p.Fraction.Length == 0)
        {
            return NumberMessage;
        }

        quantity = Make(text, p, format, exponent);
        return null;
    }

    private static Quantity Make(string text, QuantityParts parts, QuantityFormat format, int exponent)
    {
        var digits = parts.Whole + parts.Fraction;
        var number = BigInteger.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);
        var signed = parts.Negative ? -number : number;
        if (number.IsZero)
        {
            return new Quantity(BigInteger.Zero, 0, format, "0");
        }

        var binary = format == QuantityFormat.Binary;
        var scale = (binary ? 0 : exponent) - parts.Fraction.Length;
        if (IsOwnCanonicalForm(digits, parts, format, exponent))
        {
            return new Quantity(binary ? signed << exponent : signed, scale, format, text);
        }

        return Round(binary ? number << exponent : number, scale, parts.Negative, format);
    }

    private static bool IsOwnCanonicalForm(string digits, QuantityParts parts, QuantityFormat format, int exponent)
    {
        if (format == QuantityFormat.Binary)
        {
            var room = MostBinaryDigits - parts.Whole.Length - (int)(exponent * 3 / 10f) - 1;
            return parts.Fraction.Length == 0 && room >= 0 && exponent % 10 == 0
                && !(BigInteger.Parse(digits, CultureInfo.InvariantCulture) & 7).IsZero;
        }

        var scale = exponent - parts.Fraction.Length;
        return digits.Length <= MostDigits && scale >= FinestScale && scale % 3 == 0
            && !digits.EndsWith("000", StringComparison.Ordinal) && digits[0] != '0';
    }

    private static Quantity Round(BigInteger number, int scale, bool negative, QuantityFormat format)
    {
        if (scale < FinestScale)
        {
            (number, scale) = (Powers.ScaleUp(number, scale, FinestScale), FinestScale);
        }

        if (format == QuantityFormat.Binary)
        {
            var (one, most) = (Powers.Ten(-scale), MostBinary * Powers.Ten(-scale));
            number = BigInteger.Min(number, most);
            format = number < one ? QuantityFormat.Decimal : format;
        }

        return new Quantity(negative ? -number : number, scale, format);
    }

    private static bool TrySuffix(string suffix, out QuantityFormat format, out int exponent)
    {
        format = QuantityFormat.Decimal;
        exponent = 0;
        if (suffix.Length == 2
            && suffix[1] == 'i' && "KMGTPE".IndexOf(suffix[0], StringComparison.Ordinal) is var binary && binary >= 0)
        {
            (format, exponent) = (QuantityFormat.Binary, (binary + 1) * 10);
            return true;
        }

        if (suffix.Length <= 1)
        {
            var at = suffix.Length == 0 ? 3 : "num?kMGTPE".IndexOf(suffix[0], StringComparison.Ordinal);
            exponent = (at - 3) * 3;
            return at >= 0;
        }

        format = QuantityFormat.Exponent;
        return suffix[0] is 'e' or 'E'
            && int.TryParse(suffix.AsSpan(1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out exponent)
            && Math.Abs(exponent) <= 100;
    }
}
