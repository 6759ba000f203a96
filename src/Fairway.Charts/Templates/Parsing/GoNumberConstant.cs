using System.Globalization;
using Fairway.Charts.Values;

namespace Fairway.Charts.Templates.Parsing;

/// <summary>What a number can be taken for, and what it is where any type will do.</summary>
/// <param name="Integer">Null if it is not whole.</param>
/// <param name="Float">Its value.</param>
/// <param name="IsWrittenAsFloat">It has a point or an exponent.</param>
internal readonly record struct GoNumberConstant(long? Integer, double Float, bool IsWrittenAsFloat)
{
    /// <summary>Half of a complex number.</summary>
    public bool IsImaginary { get; init; }

    /// <summary>Null where Go cannot hold it as an int either.</summary>
    public GoValue? Ideal =>
        IsImaginary ? GoValue.Of(new ComplexObject(Float))
            : IsWrittenAsFloat ? GoValue.Of(Float) : Integer is { } whole ? GoValue.OfInt(whole) : null;

    public static GoNumberConstant OfCharacter(int rune) => new(rune, rune, false);

    /// <summary>Null if the text is no number.</summary>
    public static GoNumberConstant? Read(string text)
    {
        var sign = text.StartsWith('-') ? -1 : 1;
        var body = text.TrimStart('+', '-').Replace("_", "", StringComparison.Ordinal);
        var radix = body.Length < 2 || body[0] != '0' ? 10
            : char.ToLowerInvariant(body[1]) switch { 'x' => 16, 'o' => 8, 'b' => 2, _ => 10 };
        if (radix != 10)
        {
            return OfPrefixed(body[2..], radix, sign);
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

        real *= sign;
        return new GoNumberConstant(
            real == Math.Truncate(real) && Math.Abs(real) < 9.2e18 ? (long)real : null, real, true);
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
