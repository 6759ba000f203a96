using System.Globalization;
using Fairway.Charts.Values;

namespace Fairway.Charts.Templates.Parsing;

/// <summary>What a number can be taken for, and what it is where any type will do.</summary>
/// <param name="Integer">Null if it is not whole.</param>
/// <param name="Float">Its value.</param>
/// <param name="IsWrittenAsFloat">It has a point or an exponent.</param>
internal readonly record struct GoNumberConstant(long? Integer, double Float, bool IsWrittenAsFloat)
{
    /// <summary>The other half of a complex number; null if it is none.</summary>
    public double? Imaginary { get; init; }

    /// <summary>Null where Go cannot hold it as an int either.</summary>
    public GoValue? Ideal =>
        Imaginary is { } other ? GoValue.Of(new ComplexObject(Float, other))
            : IsWrittenAsFloat ? GoValue.Of(Float) : Integer is { } whole ? GoValue.OfInt(whole) : null;

    public static GoNumberConstant OfCharacter(int rune) => new(rune, rune, false);

    /// <summary>A text that ends with <c>i</c>: an imaginary number, or a real one before it. Null if it is
    /// none.</summary>
    public static GoNumberConstant? ReadComplex(string text)
    {
        var cut = Math.Max(text.LastIndexOf('+'), text.LastIndexOf('-'));
        cut = cut > 0 && text[cut - 1] is not ('e' or 'E' or 'p' or 'P') ? cut : 0;
        var real = cut == 0 ? new GoNumberConstant(0, 0, false) : Read(text[..cut]);
        var imaginary = Read(text[cut..^1]);
        return real is null || imaginary is null ? null : real.Value with { Imaginary = imaginary.Value.Float };
    }

    /// <summary>Null if the text is no number.</summary>
    public static GoNumberConstant? Read(string text)
    {
        var sign = text.StartsWith('-') ? -1 : 1;
        var body = text.TrimStart('+', '-').Replace("_", "", StringComparison.Ordinal);
        var radix = body.Length < 2 || body[0] != '0' ? 10
            : char.ToLowerInvariant(body[1]) switch { 'x' => 16, 'o' => 8, 'b' => 2, _ => 10 };
        if (radix != 10)
        {
            return radix == 16 && body.AsSpan().IndexOfAny("pP") >= 0
                ? OfBinaryExponent(body[2..], sign)
                : OfPrefixed(body[2..], radix, sign);
        }

        // A leading zero means octal where only digits follow.
        if (body.Length > 1 && body[0] == '0' && body.All(char.IsAsciiDigit))
        {
            return OfPrefixed(body, 8, sign);
        }

        if (!double.TryParse(body, NumberStyles.Float, CultureInfo.InvariantCulture, out var real)
            || !double.IsFinite(real))
        {
            return null;
        }

        var isFloat = body.AsSpan().IndexOfAny(".eE") >= 0;
        if (!isFloat)
        {
            return long.TryParse(
                sign < 0 ? $"-{body}" : body, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture,
                out var whole)
                ? new GoNumberConstant(whole, whole, false)
                : sign > 0 && ulong.TryParse(body, CultureInfo.InvariantCulture, out _)
                    ? new GoNumberConstant(null, real, false)
                    : null;
        }

        return OfFloat(real * sign);
    }

    private static GoNumberConstant OfFloat(double real) =>
        new(real == Math.Truncate(real) && Math.Abs(real) < 9.2e18 ? (long)real : null, real, true);

    /// <summary>Hexadecimal digits, with or without a point, times a power of two: <c>1.8p10</c>.</summary>
    private static GoNumberConstant? OfBinaryExponent(string text, int sign)
    {
        var mark = text.AsSpan().IndexOfAny("pP");
        var digits = text[..mark];
        var point = digits.IndexOf('.', StringComparison.Ordinal);
        var fraction = point < 0 ? 0 : digits.Length - point - 1;
        var plain = digits.Replace(".", "", StringComparison.Ordinal);
        return ulong.TryParse(plain, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var mantissa)
            && int.TryParse(
                text.AsSpan(mark + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var exponent)
            && double.IsFinite(Math.ScaleB(mantissa, exponent - (4 * fraction)))
                ? OfFloat(sign * Math.ScaleB(mantissa, exponent - (4 * fraction)))
                : null;
    }

    private static GoNumberConstant? OfPrefixed(string digits, int radix, int sign)
    {
        Int128 value = 0;
        foreach (var c in digits)
        {
            var digit = char.IsAsciiHexDigit(c) ? Convert.ToInt32(c.ToString(), 16) : radix;
            if (digit >= radix || value > ulong.MaxValue)
            {
                return null;
            }

            value = (value * radix) + digit;
        }

        value *= sign;
        return digits.Length == 0 ? null
            : value >= long.MinValue && value <= long.MaxValue ? new GoNumberConstant((long)value, (double)value, false)
            : new GoNumberConstant(null, (double)value, false);
    }
}
