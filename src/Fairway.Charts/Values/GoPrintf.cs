using System.Globalization;
using Fairway.Schema.Yaml;

namespace Fairway.Charts.Values;

/// <summary>Go's <c>printf</c>, for the verbs that charts use.</summary>
internal sealed class GoPrintf
{
    private const int MostWidth = 100_000;
    private const int MostDepth = 200;

    private readonly string format;
    private readonly GoValue[] arguments;
    private readonly Budget budget;
    private readonly TextSink sink;
    private int at;
    private int next;
    private bool wasReordered;
    private bool isBadIndex;
    private bool isBadPrecision;

    private GoPrintf(string format, GoValue[] arguments, Budget budget)
    {
        (this.format, this.arguments, this.budget) = (format, arguments, budget);
        sink = new TextSink(budget);
    }

    public static string Print(string format, ReadOnlySpan<GoValue> arguments, Budget budget) =>
        new GoPrintf(format, arguments.ToArray(), budget).Run();

    private string Run()
    {
        while (at < format.Length)
        {
            var percent = format.IndexOf('%', at);
            var end = percent < 0 ? format.Length : percent;
            sink.Append(format.AsSpan(at, end - at));
            at = end + 1;
            if (percent >= 0)
            {
                Verb();
            }
        }

        if (!wasReordered && next < arguments.Length)
        {
            sink.Append("%!(EXTRA ");
            sink.Append(string.Join(", ", arguments.Skip(next).Select(Described)));
            sink.Append(')');
        }

        return sink.ToString();
    }

    private void Verb()
    {
        var flags = new PrintfFlags();
        while (at < format.Length && flags.Take(format[at]))
        {
            at++;
        }

        TakeIndex();
        flags.Width = TakeStar(ref flags, isWidth: true) ?? Number();
        if (at < format.Length && format[at] == '.')
        {
            at++;
            TakeIndex();
            flags.Precision = TakeStar(ref flags, isWidth: false) ?? Number() ?? (isBadPrecision ? null : 0);
        }

        TakeIndex();
        if (at >= format.Length)
        {
            sink.Append("%!(NOVERB)");
            return;
        }

        var verb = format[at++];
        if (verb == 'v')
        {
            flags.Plus = false;
        }

        if (verb == '%')
        {
            sink.Append('%');
        }
        else if (isBadIndex)
        {
            sink.Append($"%!{verb}(BADINDEX)");
        }
        else if (next >= arguments.Length)
        {
            sink.Append($"%!{verb}(MISSING)");
        }
        else
        {
            Format(verb, flags, arguments[next++]);
        }

        isBadIndex = false;
    }

    /// <summary><c>[2]</c>: the argument that comes next.</summary>
    private void TakeIndex()
    {
        if (at >= format.Length || format[at] != '[')
        {
            return;
        }

        wasReordered = true;
        var end = format.IndexOf(']', at);
        var digits = end < 0 ? "" : format[(at + 1)..end];
        at = end < 0 ? at + 1 : end + 1;
        isBadIndex = !int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var index)
            || index < 1 || index > arguments.Length;
        next = isBadIndex ? next : index - 1;
    }

    /// <summary>A star: an argument is the width or the precision.</summary>
    private int? TakeStar(ref PrintfFlags flags, bool isWidth)
    {
        isBadPrecision = false;
        if (at >= format.Length || format[at] != '*')
        {
            return null;
        }

        at++;
        var value = next < arguments.Length ? arguments[next] : default;
        next = Math.Min(next + 1, arguments.Length);
        if (!value.IsInteger || Math.Abs(value.Integer) > MostWidth || (!isWidth && value.Integer < 0))
        {
            isBadPrecision = !isWidth;
            sink.Append(isWidth ? "%!(BADWIDTH)" : "%!(BADPREC)");
            return null;
        }

        if (value.Integer < 0)
        {
            flags.Take('-');
        }

        return (int)Math.Abs(value.Integer);
    }

    private int? Number()
    {
        var start = at;
        while (at < format.Length && char.IsAsciiDigit(format[at]))
        {
            at++;
        }

        return at == start ? null
            : int.TryParse(format.AsSpan(start, at - start), CultureInfo.InvariantCulture, out var number)
                && number <= MostWidth ? number
            : throw new GoError($"the width or precision {format[start..at]} is more than {MostWidth}");
    }

    private void Format(char verb, PrintfFlags flags, GoValue value, int depth = 0)
    {
        if (depth > MostDepth)
        {
            throw new GoError("the value holds itself, or is nested too deeply to be printed");
        }

        if (verb == 'T')
        {
            Pad(value.TypeName, flags);
            return;
        }

        if (value.IsNil && depth > 0)
        {
            Pad("<nil>", flags);
            return;
        }

        if (value.IsNil)
        {
            Pad(verb == 'v' ? "<nil>" : $"%!{verb}(<nil>)", verb == 'v' ? flags : new PrintfFlags());
            return;
        }

        switch (value.Kind)
        {
            case GoKind.List when !(verb == 'v' && flags.Sharp):
                FormatList(verb, flags, value.List, depth + 1);
                break;
            case GoKind.Map:
                FormatMap(verb, flags, value.Map, depth + 1);
                break;
            case GoKind.Object:
                Format(
                    value.Object is ComplexObject && verb is 'g' or 'v' ? 'v' : verb,
                    flags, value.Object.Printed, depth + 1);
                break;
            default:
                if (Scalar(verb, flags, value) is { } text)
                {
                    Pad(text, flags);
                }
                else
                {
                    BadVerb(verb, flags, value);
                }

                break;
        }
    }

    private void FormatList(char verb, PrintfFlags flags, GoList list, int depth)
    {
        sink.Append('[');
        for (var i = 0; i < list.Count; i++)
        {
            if (i > 0)
            {
                sink.Append(' ');
            }

            Format(verb, flags, list[i], depth);
        }

        sink.Append(']');
    }

    private void FormatMap(char verb, PrintfFlags flags, GoMap map, int depth)
    {
        sink.Append("map[");
        var separator = "";
        foreach (var key in map.SortedKeys())
        {
            sink.Append(separator);
            Format(verb, flags, GoValue.Of(key), depth);
            sink.Append(':');
            Format(verb, flags, map[key], depth);
            separator = " ";
        }

        sink.Append(']');
    }

    /// <summary>Null where the verb does not go with the value.</summary>
    private static string? Scalar(char verb, PrintfFlags flags, GoValue value) => value.Kind switch
    {
        GoKind.Bool => verb is 'v' or 't' ? GoFormat.Scalar(value) : null,
        GoKind.Float => PrintfNumbers.Float(verb, flags, value.Float),
        GoKind.String => Text(verb, flags, value.Text),
        _ => PrintfNumbers.Integer(verb, flags, value.Integer),
    };

    private static string? Text(char verb, PrintfFlags flags, string bytes) => verb switch
    {
        'v' when flags.Sharp => GoQuote.Quote(bytes),
        'v' or 's' => Cut(bytes, flags),
        'q' when flags.Sharp && !bytes.Contains('`', StringComparison.Ordinal) => $"`{Cut(bytes, flags)}`",
        'q' => GoQuote.Quote(Cut(bytes, flags)),
        'x' => Convert.ToHexStringLower(ByteText.ToBytes(bytes)),
        'X' => Convert.ToHexString(ByteText.ToBytes(bytes)),
        _ => null,
    };

    /// <summary>A precision counts characters.</summary>
    private static string Cut(string bytes, PrintfFlags flags)
    {
        if (flags.Precision is not { } most || bytes.Length <= most)
        {
            return bytes;
        }

        var runes = ByteText.ToUnicode(bytes).EnumerateRunes().Take(most);
        return ByteText.FromUnicode(string.Concat(runes));
    }

    private void BadVerb(char verb, PrintfFlags flags, GoValue value)
    {
        sink.Append($"%!{verb}({value.TypeName}=");
        Pad(Scalar('v', flags, value)!, flags);
        sink.Append(')');
    }

    private string Described(GoValue value) =>
        value.IsNil ? "<nil>" : $"{value.TypeName}={GoFormat.Print(value, budget)}";

    private void Pad(string text, PrintfFlags flags)
    {
        var missing = (flags.Width ?? 0) - RuneCount(text);
        if (missing <= 0)
        {
            sink.Append(text);
        }
        else if (flags.Minus)
        {
            sink.Append(text);
            sink.Append(' ', missing);
        }
        else if (flags.Zero)
        {
            var sign = text.Length > 0 && text[0] is '+' or '-' ? text[..1] : "";
            sink.Append(sign);
            sink.Append('0', missing);
            sink.Append(text.AsSpan(sign.Length));
        }
        else
        {
            sink.Append(' ', missing);
            sink.Append(text);
        }
    }

    private static int RuneCount(string bytes) => bytes.Count(c => (c & 0xc0) != 0x80);
}
