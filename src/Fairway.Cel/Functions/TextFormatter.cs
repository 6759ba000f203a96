using System.Globalization;
using System.Text;
using Fairway.Cel.Values;

namespace Fairway.Cel.Functions;

/// <summary>
/// Text with clauses that values take the place of: <c>'%d of %s'.format([1, 'two'])</c>. The clauses are those of
/// cel-go's strings library, version 2.
/// </summary>
internal static class TextFormatter
{
    public static CelValue Format(string format, CelList arguments)
    {
        try
        {
            return new CelString(FormatReader.Read(
                format,
                arguments.Count,
                clause => Write(clause.Letter, clause.Precision, arguments[clause.Argument])));
        }
        catch (FormatException fault)
        {
            return new CelError(fault.Message);
        }
    }

    private static string Write(char letter, int precision, CelValue value)
    {
        try
        {
            return letter switch
            {
                's' => ValueText.Of(value),
                'd' => Decimal(value),
                'f' => Fixed(value, precision),
                'e' => Scientific(value, precision),
                'b' => Binary(value),
                'x' => Hex(value, "x"),
                'X' => Hex(value, "X"),
                _ => Octal(value),
            };
        }
        catch (InvalidCastException fault)
        {
            throw new FormatException($"error during formatting: {fault.Message}", fault);
        }
    }

    private static string Decimal(CelValue value) => value is CelInt or CelUint
        ? value.ToString()
        : throw Unfit('d', value);

    private static double Number(CelValue value, char letter) => value switch
    {
        CelDouble number => number.Value,
        CelString { Value: "NaN" } => double.NaN,
        CelString { Value: "Infinity" } => double.PositiveInfinity,
        CelString { Value: "-Infinity" } => double.NegativeInfinity,
        _ => throw Unfit(letter, value),
    };

    private static string Fixed(CelValue value, int precision)
    {
        var number = Number(value, 'f');
        return Special(number) ?? number.ToString($"N{precision}", CultureInfo.InvariantCulture);
    }

    private static string Scientific(CelValue value, int precision)
    {
        var number = Number(value, 'e');
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
        _ => throw Unfit('b', value),
    };

    private static string Octal(CelValue value) => value switch
    {
        CelInt number => Signed(number.Value, 8),
        CelUint number => Digits(number.Value, 8),
        _ => throw Unfit('o', value),
    };

    private static string Hex(CelValue value, string letter) => value switch
    {
        CelInt { Value: < 0 } number =>
            "-" + Magnitude(number.Value).ToString(letter, CultureInfo.InvariantCulture),
        CelInt number => number.Value.ToString(letter, CultureInfo.InvariantCulture),
        CelUint number => number.Value.ToString(letter, CultureInfo.InvariantCulture),
        CelString text => Hex(Encoding.UTF8.GetBytes(text.Value), letter),
        CelBytes bytes => Hex(bytes.Value.AsSpan(), letter),
        _ => throw Unfit('x', value),
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

    private static InvalidCastException Unfit(char letter, CelValue value) =>
        new(FormatReader.Unfit(letter, value.Type));
}
