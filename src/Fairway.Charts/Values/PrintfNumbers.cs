using System.Globalization;
using System.Text;
using Fairway.Schema.Yaml;

namespace Fairway.Charts.Values;

/// <summary>Numbers in <c>printf</c>. Null where the verb does not go with the number.</summary>
internal static class PrintfNumbers
{
    public static string? Integer(char verb, PrintfFlags flags, long value) => verb switch
    {
        'v' or 'd' => Signed(flags, value, Math.Abs((decimal)value).ToString(CultureInfo.InvariantCulture)),
        'x' => Signed(flags, value, flags.Sharp ? $"0x{Magnitude(value):x}" : $"{Magnitude(value):x}"),
        'X' => Signed(flags, value, flags.Sharp ? $"0X{Magnitude(value):X}" : $"{Magnitude(value):X}"),
        'b' => Signed(flags, value, Magnitude(value).ToString("b", CultureInfo.InvariantCulture)),
        'o' => Signed(flags, value, (flags.Sharp ? "0" : "") + Octal(Magnitude(value))),
        'O' => Signed(flags, value, $"0o{Octal(Magnitude(value))}"),
        'c' => ByteText.FromUnicode(RuneOf(value).ToString()),
        'q' => QuotedRune(RuneOf(value)),
        'U' => string.Create(CultureInfo.InvariantCulture, $"U+{value:X4}"),
        _ => null,
    };

    public static string? Float(char verb, PrintfFlags flags, double value)
    {
        var sign = value < 0 || (value == 0 && double.IsNegative(value)) ? "-"
            : flags.Plus ? "+"
            : flags.Space ? " "
            : "";
        var size = Math.Abs(value);
        var precision = flags.Precision;
        string? body = verb switch
        {
            _ when !double.IsFinite(value) => double.IsNaN(value) ? "NaN" : "Inf",
            'f' or 'F' => size.ToString($"F{precision ?? 6}", CultureInfo.InvariantCulture),
            'x' or 'X' => Hexadecimal(size, precision, verb),
            'e' or 'E' => Exponential(size, precision ?? 6, verb),
            'v' or 'g' or 'G' when precision is null => GoNumber.Shortest(size),
            'v' or 'g' or 'G' => General(size, Math.Max(precision.Value, 1)),
            _ => null,
        };
        return body is null ? null : sign + body;
    }

    private static ulong Magnitude(long value) => value < 0 ? (ulong)(-(Int128)value) : (ulong)value;

    private static string Octal(ulong value)
    {
        var digits = new StringBuilder();
        do
        {
            digits.Insert(0, (char)('0' + (value % 8)));
            value /= 8;
        }
        while (value > 0);
        return digits.ToString();
    }

    private static string Signed(PrintfFlags flags, long value, string digits)
    {
        var padded = flags.Precision is { } least ? digits.PadLeft(least, '0') : digits;
        return (value < 0 ? "-" : flags.Plus ? "+" : flags.Space ? " " : "") + padded;
    }

    private static Rune RuneOf(long value) =>
        value is >= 0 and <= 0x10ffff && Rune.IsValid((int)value) ? new Rune((int)value) : Rune.ReplacementChar;

    private static string QuotedRune(Rune rune)
    {
        var quoted = GoQuote.Quote(ByteText.FromUnicode(rune.ToString()))[1..^1];
        return rune.Value switch
        {
            '\'' => @"'\''",
            '"' => "'\"'",
            _ => $"'{quoted}'",
        };
    }

    private static string Exponential(double size, int precision, char verb)
    {
        var text = size.ToString($"{verb}{precision}", CultureInfo.InvariantCulture);
        var mark = text.LastIndexOf(verb);
        var exponent = text[(mark + 2)..].TrimStart('0').PadLeft(2, '0');
        return text[..(mark + 2)] + exponent;
    }

    /// <summary>A mantissa of one bit before the point, and a power of two.</summary>
    private static string Hexadecimal(double size, int? precision, char verb)
    {
        var bits = BitConverter.DoubleToInt64Bits(size);
        var exponent = (int)(bits >> 52) - 1023;
        var mantissa = (ulong)bits & ((1UL << 52) - 1);
        if (exponent == -1023)
        {
            // Below the normal numbers the first bit is found by shifting; zero has none.
            var shift = mantissa == 0 ? 0 : System.Numerics.BitOperations.LeadingZeroCount(mantissa) - 11;
            exponent = mantissa == 0 ? 0 : -1022 - shift;
            mantissa = (mantissa << shift) & ((1UL << 52) - 1);
        }

        var first = size == 0 ? 0 : 1;
        if (precision is { } digits && digits < 13)
        {
            var unit = 1UL << (52 - (4 * digits));
            var whole = ((ulong)first << 52) | mantissa;
            var (kept, rest) = (whole / unit, whole % unit);
            kept += rest > unit / 2 || (rest == unit / 2 && kept % 2 == 1) ? 1UL : 0;
            whole = kept * unit;
            exponent += whole >> 53 == 1 ? 1 : 0;
            whole = whole >> 53 == 1 ? whole >> 1 : whole;
            mantissa = whole & ((1UL << 52) - 1);
        }

        var text = mantissa.ToString("x13", CultureInfo.InvariantCulture);
        text = precision is null ? text.TrimEnd('0') : text.PadRight(precision.Value, '0')[..precision.Value];
        var power = $"{(exponent < 0 ? '-' : '+')}{Math.Abs(exponent):00}";
        var written = $"0x{first}{(text.Length > 0 ? "." : "")}{text}p{power}";
        return verb == 'X' ? written.ToUpperInvariant() : written;
    }

    private static string General(double size, int precision)
    {
        var exponential = Exponential(size, precision - 1, 'e');
        var mark = exponential.IndexOf('e', StringComparison.Ordinal);
        var exponent = int.Parse(
            exponential.AsSpan(mark + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        if (exponent < -4 || exponent >= precision)
        {
            return Trimmed(exponential[..mark]) + exponential[mark..];
        }

        return Trimmed(size.ToString($"F{Math.Max(0, precision - 1 - exponent)}", CultureInfo.InvariantCulture));
    }

    private static string Trimmed(string digits) =>
        digits.Contains('.', StringComparison.Ordinal) ? digits.TrimEnd('0').TrimEnd('.') : digits;
}
