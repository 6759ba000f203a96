using System.Globalization;

namespace Fairway.Schema.Yaml;

/// <summary>Numbers as Go prints them.</summary>
public static class GoNumber
{
    /// <summary>
    /// The fewest digits that read back as the same number; with an exponent where that is below -4 or above
    /// 5: <c>1e+06</c>, <c>0.0001</c>. Go's verb <c>%v</c> prints floats so.
    /// </summary>
    public static string Shortest(double value)
    {
        if (!double.IsFinite(value))
        {
            return double.IsNaN(value) ? "NaN" : value > 0 ? "+Inf" : "-Inf";
        }

        var (sign, digits, exponent) = Split(value);
        return exponent < -4 || exponent > 5
            ? $"{sign}{Mantissa(digits)}e{Exponent(exponent, 2)}"
            : sign + Plain(digits, exponent);
    }

    /// <summary>As Go writes JSON: an exponent only below 1e-6 and from 1e21 on.</summary>
    public static string Json(double value)
    {
        var (sign, digits, exponent) = Split(value);
        return value != 0 && (exponent < -6 || exponent >= 21)
            ? $"{sign}{Mantissa(digits)}e{Exponent(exponent, 1)}"
            : sign + Plain(digits, exponent);
    }

    private static (string Sign, string Digits, int Exponent) Split(double value)
    {
        var text = value.ToString("E16", CultureInfo.InvariantCulture);
        var shortest = value.ToString("R", CultureInfo.InvariantCulture);
        var mantissa = shortest.TakeWhile(c => c != 'E').Where(char.IsAsciiDigit);
        var digits = string.Concat(mantissa).TrimStart('0').TrimEnd('0');
        var exponent = value == 0 ? 0 : ExponentOf(shortest, text);
        return (text.StartsWith('-') ? "-" : "", digits.Length == 0 ? "0" : digits, exponent);
    }

    /// <summary>Of the shortest form, since the long one may round up to the next power of ten.</summary>
    private static int ExponentOf(string shortest, string text)
    {
        var mark = shortest.IndexOf('E', StringComparison.Ordinal);
        if (mark >= 0)
        {
            return int.Parse(shortest.AsSpan(mark + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        }

        var body = shortest.TrimStart('-');
        var point = body.IndexOf('.', StringComparison.Ordinal);
        var whole = point < 0 ? body : body[..point];
        if (whole != "0")
        {
            return whole.Length - 1;
        }

        var zeros = body.AsSpan(point + 1).IndexOfAnyExcept('0');
        return zeros < 0
            ? int.Parse(text.AsSpan(text.IndexOf('E', StringComparison.Ordinal) + 1), CultureInfo.InvariantCulture)
            : -zeros - 1;
    }

    private static string Mantissa(string digits) => digits.Length == 1 ? digits : $"{digits[0]}.{digits[1..]}";

    private static string Exponent(int exponent, int width) =>
        (exponent < 0 ? "-" : "+") + Math.Abs(exponent).ToString(CultureInfo.InvariantCulture).PadLeft(width, '0');

    private static string Plain(string digits, int exponent) =>
        exponent < 0 ? $"0.{new string('0', -exponent - 1)}{digits}"
            : digits.Length <= exponent + 1 ? digits.PadRight(exponent + 1, '0')
            : $"{digits[..(exponent + 1)]}.{digits[(exponent + 1)..]}";
}
