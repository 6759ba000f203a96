using System.Globalization;
using System.Text;
using Fairway.Cel.Types;

namespace Fairway.Cel.Functions;

/// <summary>Reads formats, clause by clause.</summary>
internal static class FormatReader
{
    private const int LongestPrecision = 1000;
    private const int UsualPrecision = 6;

    /// <summary>The format with something in the place of each clause.</summary>
    /// <exception cref="FormatException">The format cannot be read, or there is no argument for a clause.</exception>
    public static string Read(string format, int count, Func<FormatClause, string> write)
    {
        var text = new StringBuilder();
        var next = 0;
        for (var i = 0; i < format.Length; i++)
        {
            if (format[i] != '%')
            {
                text.Append(format[i]);
                continue;
            }

            i++;
            if (i < format.Length && format[i] == '%')
            {
                text.Append('%');
                continue;
            }

            if (next >= count)
            {
                throw new FormatException($"index {next} out of range");
            }

            text.Append(write(Clause(format, ref i, next++)));
            TooLargeException.ThrowIf(text.Length);
        }

        return text.ToString();
    }

    /// <summary>What is said of a value that a clause does not take.</summary>
    public static string Unfit(char letter, CelType type) => letter switch
    {
        'd' => "decimal clause can only be used on integers",
        'f' => "fixed-point clause can only be used on doubles",
        'e' => "scientific clause can only be used on doubles",
        'o' => "octal clause can only be used on integers",
        'b' => "only integers and bools can be formatted as binary",
        'x' or 'X' => "only integers, byte buffers, and strings can be formatted as hex",
        _ => "string clause can only be used on strings, bools, bytes, ints, doubles, maps, lists, types, durations, "
            + "and timestamps",
    } + $", was given {type.Name}";

    private static FormatClause Clause(string format, ref int at, int argument)
    {
        if (at >= format.Length)
        {
            throw new FormatException("unexpected end of string");
        }

        var precision = Precision(format, ref at);
        return format[at] is 's' or 'd' or 'f' or 'e' or 'b' or 'x' or 'X' or 'o'
            ? new FormatClause(format[at], precision, argument)
            : throw Unreadable($"unrecognized formatting clause \"{format[at]}\"");
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
            throw Unreadable("error while parsing precision: could not find end of precision specifier");
        }

        var digits = format[(at + 1)..end];
        at = end;
        return int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var precision)
            && precision <= LongestPrecision
                ? precision
                : throw Unreadable("error while parsing precision: error while converting precision to integer: "
                    + $"strconv.Atoi: parsing \"{digits}\": invalid syntax");
    }

    private static FormatException Unreadable(string fault) => new($"could not parse formatting clause: {fault}");
}
