using System.Globalization;
using System.Text;
using Fairway.Cel.Types;
using Fairway.Cel.Values;

namespace Fairway.Cel.Functions;

/// <summary>
/// Text with clauses that values take the place of: <c>'%d of %s'.format([1, 'two'])</c>. The clauses are those of
/// cel-go's strings library, version 2.
/// </summary>
internal static class TextFormatter
{
    private const int LongestPrecision = 1000;
    private const int UsualPrecision = 6;

    public static CelValue Format(string format, CelList arguments)
    {
        var text = new StringBuilder();
        var next = 0;
        try
        {
            for (var i = 0; i < format.Length; i++)
            {
                if (format[i] != '%')
                {
                    text.Append(format[i]);
                    continue;
                }

                i++;
                if (i >= format.Length)
                {
                    return new CelError("unexpected end of string");
                }

                if (format[i] == '%')
                {
                    text.Append('%');
                    continue;
                }

                if (next >= arguments.Count)
                {
                    return new CelError($"index {next} out of range");
                }

                text.Append(Clause(format, ref i, arguments[next++]));
                TooLargeException.ThrowIf(text.Length);
            }
        }
        catch (FormatException fault)
        {
            return new CelError(fault.Message);
        }

        return new CelString(text.ToString());
    }

    private static string Clause(string format, ref int at, CelValue value)
    {
        var precision = Precision(format, ref at);
        var clause = at < format.Length ? format[at] : throw Bad("unexpected end of string");
        try
        {
            return clause switch
            {
                's' => ValueText.Of(value),
                'd' => Decimal(value),
                'f' => Fixed(value, precision),
                'e' => Scientific(value, precision),
                'b' => Binary(value),
                'x' => Hex(value, "x"),
                'X' => Hex(value, "X"),
                'o' => Octal(value),
                _ => throw Bad($"could not parse formatting clause: unrecognized formatting clause \"{clause}\""),
            };
        }
        catch (InvalidCastException fault)
        {
            throw Bad($"error during formatting: {fault.Message}");
        }
    }

    private static int Precision(string format, ref int at)
    {
        if (format[at] != '.')
        {
            return UsualPrecision;
        }

        var end = at + 1;
        while (end < format.Length && char.IsAsciiDigit(format[end]))
        {
            end++;
        }

        if (end >= format.Length)
        {
            throw Bad("could not parse formatting clause: error while parsing precision: "
                + "could not find end of precision specifier");
        }

        var digits = format[(at + 1)..end];
        at = end;
        return int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var precision)
            && precision <= LongestPrecision
                ? precision
                : throw Bad("could not parse formatting clause: error while parsing precision: error while "
                    + $"converting precision to integer: strconv.Atoi: parsing \"{digits}\": invalid syntax");
    }

    private static FormatException Bad(string message) => new(message);

    private static string Decimal(CelValue value) => value is CelInt or CelUint
        ? value.ToString()
        : throw Unfit("decimal", "integers", value);

    private static double Number(CelValue value, string clause) => value switch
    {
        CelDouble number => number.Value,
        CelString { Value: "NaN" } => double.NaN,
        CelString { Value: "Infinity" } => double.PositiveInfinity,
        CelString { Value: "-Infinity" } => double.NegativeInfinity,
        _ => throw Unfit(clause, "doubles", value),
    };

    private static string Fixed(CelValue value, int precision)
    {
        var number = Number(value, "fixed-point");
        return Special(number) ?? number.ToString($"N{precision}", CultureInfo.InvariantCulture);
    }

    private static string Scientific(CelValue value, int precision)
    {
        var number = Number(value, "scientific");
        if (Special(number) is { } special)
        {
            return special;
        }

        var text = number.ToString($"E{precision}", CultureInfo.InvariantCulture);
        var mark = text.IndexOf('E', StringComparison.Ordinal);
        var exponent = int.Parse(text.AsSpan(mark + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        var sign = exponent < 0 ? "-" : "";

        // The locale's form of an exponent, as API servers print it.
        return $"{text[..mark]}\u00d710{Raised($"{sign}{Math.Abs(exponent):00}")}";
    }

    private static string Raised(string exponent) => string.Concat(exponent.Select(digit => digit switch
    {
        '-' => '\u207b',
        '1' => '\u00b9',
        '2' => '\u00b2',
        '3' => '\u00b3',
        _ => (char)('\u2070' + (digit - '0')),
    }));

    private static string? Special(double number) =>
        double.IsNaN(number) ? "NaN"
        : double.IsPositiveInfinity(number) ? "\u221e"
        : double.IsNegativeInfinity(number) ? "-\u221e"
        : null;

    private static string Binary(CelValue value) => value switch
    {
        CelInt number => Signed(number.Value, 2),
        CelUint number => Digits(number.Value, 2),
        CelBool truth => truth.Value ? "1" : "0",
        _ => throw Unfit("binary", "integers and bools", value),
    };

    private static string Octal(CelValue value) => value switch
    {
        CelInt number => Signed(number.Value, 8),
        CelUint number => Digits(number.Value, 8),
        _ => throw Unfit("octal", "integers", value),
    };

    private static string Hex(CelValue value, string letter) => value switch
    {
        CelInt { Value: < 0 } number =>
            "-" + Magnitude(number.Value).ToString(letter, CultureInfo.InvariantCulture),
        CelInt number => number.Value.ToString(letter, CultureInfo.InvariantCulture),
        CelUint number => number.Value.ToString(letter, CultureInfo.InvariantCulture),
        CelString text => Hex(Encoding.UTF8.GetBytes(text.Value), letter),
        CelBytes bytes => Hex(bytes.Value.AsSpan(), letter),
        _ => throw Unfit("hex", "integers, byte buffers, and strings", value),
    };

    private static string Hex(ReadOnlySpan<byte> bytes, string letter) =>
        letter == "x" ? Convert.ToHexStringLower(bytes) : Convert.ToHexString(bytes);

    private static string Signed(long number, uint radix) =>
        (number < 0 ? "-" : "") + Digits(Magnitude(number), radix);

    private static ulong Magnitude(long number) => (ulong)Int128.Abs(number);

    private static string Digits(ulong number, uint radix)
    {
        var digits = new StringBuilder();
        do
        {
            digits.Insert(0, (char)('0' + (number % radix)));
            number /= radix;
        }
        while (number > 0);
        return digits.ToString();
    }

    private static InvalidCastException Unfit(string clause, string wanted, CelValue value) =>
        new($"{clause} clause can only be used on {wanted}, was given {value.Type.Name}");
}
