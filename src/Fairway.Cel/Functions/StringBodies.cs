using System.Text;
using Fairway.Cel.Values;

namespace Fairway.Cel.Functions;

/// <summary>Functions on text; positions count code points.</summary>
internal static class StringBodies
{
    public static void AddTo(FunctionBodies bodies)
    {
        bodies["charAt"] = arguments => CharAt(Text(arguments[0]), Number(arguments[1]));
        bodies["string_index_of_string"] = arguments => TextSearch.First(Text(arguments[0]), Text(arguments[1]), 0);
        bodies["string_index_of_string_int"] = arguments =>
            TextSearch.First(Text(arguments[0]), Text(arguments[1]), Number(arguments[2]));
        bodies["string_last_index_of_string"] = arguments => TextSearch.Last(Text(arguments[0]), Text(arguments[1]));
        bodies["string_last_index_of_string_int"] = arguments =>
            TextSearch.Last(Text(arguments[0]), Text(arguments[1]), Number(arguments[2]));
        bodies["lowerAscii"] = arguments => Mapped(arguments, char.IsAsciiLetterUpper, c => (char)(c | 0x20));
        bodies["upperAscii"] = arguments => Mapped(arguments, char.IsAsciiLetterLower, c => (char)(c & ~0x20));
        bodies["replace"] = arguments => Replace(
            Text(arguments[0]),
            Text(arguments[1]),
            Text(arguments[2]),
            arguments.Length == 4 ? Number(arguments[3]) : -1);
        bodies["split"] = arguments =>
            Split(Text(arguments[0]), Text(arguments[1]), arguments.Length == 3 ? Number(arguments[2]) : -1);
        bodies["substring"] = arguments => arguments.Length == 2
            ? Substring(Text(arguments[0]), Number(arguments[1]))
            : Substring(Text(arguments[0]), Number(arguments[1]), Number(arguments[2]));
        bodies["trim"] = arguments => new CelString(Trim(Text(arguments[0])));
        bodies["join"] = arguments => Join((CelList)arguments[0], arguments.Length == 2 ? Text(arguments[1]) : "");
        bodies["strings.quote"] = arguments => new CelString(Quoted.Cel(Text(arguments[0])));
        bodies["format"] = arguments => TextFormatter.Format(Text(arguments[0]), (CelList)arguments[1]);
    }

    private static string Text(CelValue value) => ((CelString)value).Value;

    private static long Number(CelValue value) => ((CelInt)value).Value;

    private static CelValue CharAt(string text, long index)
    {
        var size = CodePoints.Count(text);
        if (index < 0 || index > size)
        {
            return OutOfRange(index);
        }

        var at = CodePoints.Offset(text, index);
        return new CelString(at == text.Length ? "" : text.Substring(at, CodePoints.Width(text, at)));
    }

    private static CelString Mapped(CelValue[] arguments, Func<char, bool> isMeant, Func<char, char> map) =>
        new(string.Create(Text(arguments[0]).Length, Text(arguments[0]), (target, source) =>
        {
            for (var i = 0; i < target.Length; i++)
            {
                target[i] = isMeant(source[i]) ? map(source[i]) : source[i];
            }
        }));

    private static CelString Replace(string text, string old, string with, long most)
    {
        if (most == 0 || old == with)
        {
            return new CelString(text);
        }

        TooLargeException.ThrowIf(
            text.Length + ((double)with.Length * (text.Length / (double)Math.Max(old.Length, 1) + 1)));
        var result = new StringBuilder();
        var at = 0;
        for (long done = 0; most < 0 || done < most; done++)
        {
            var found = old.Length == 0
                ? EmptyMatch(text, at, done)
                : text.IndexOf(old, at, StringComparison.Ordinal);
            if (found < 0)
            {
                break;
            }

            result.Append(text, at, found - at).Append(with);
            at = found + old.Length;
        }

        return new CelString(result.Append(text, at, text.Length - at).ToString());
    }

    /// <summary>An empty text is found before every code point and at the end.</summary>
    private static int EmptyMatch(string text, int at, long done) =>
        done == 0 ? 0 : at < text.Length ? at + CodePoints.Width(text, at) : -1;

    private static CelList Split(string text, string separator, long most)
    {
        if (most == 0)
        {
            return CelList.Empty;
        }

        var limit = most < 0 ? int.MaxValue : (int)Math.Min(most, int.MaxValue);
        IEnumerable<string> parts = separator.Length == 0
            ? Each(text, limit)
            : text.Split(separator, limit, StringSplitOptions.None);
        return CelList.Of([.. parts.Select(part => new CelString(part))]);
    }

    private static IEnumerable<string> Each(string text, int limit)
    {
        var at = 0;
        for (var count = 1; at < text.Length; count++)
        {
            var width = count == limit ? text.Length - at : CodePoints.Width(text, at);
            yield return text.Substring(at, width);
            at += width;
        }
    }

    private static CelValue Substring(string text, long start) =>
        start < 0 || start > CodePoints.Count(text)
            ? OutOfRange(start)
            : new CelString(text[CodePoints.Offset(text, start)..]);

    private static CelValue Substring(string text, long start, long end)
    {
        if (start > end)
        {
            return new CelError($"invalid substring range. start: {start}, end: {end}");
        }

        var size = CodePoints.Count(text);
        if (start < 0 || start > size || end > size)
        {
            return OutOfRange(start < 0 || start > size ? start : end);
        }

        var from = CodePoints.Offset(text, start);
        return new CelString(text[from..CodePoints.Offset(text, end)]);
    }

    private static CelError OutOfRange(long index) => new($"index out of range: {index}");

    private static string Trim(string text) => text.Trim([
        '\t', '\n', '\v', '\f', '\r', ' ', '\u0085', '\u00a0', '\u1680', '\u2000', '\u2001', '\u2002', '\u2003',
        '\u2004', '\u2005', '\u2006', '\u2007', '\u2008', '\u2009', '\u200a', '\u2028', '\u2029', '\u202f', '\u205f',
        '\u3000',
    ]);

    private static CelValue Join(CelList list, string separator)
    {
        var joined = new StringBuilder();
        for (var i = 0; i < list.Count; i++)
        {
            if (list[i] is not CelString part)
            {
                return list[i] is CelError fault ? fault : new CelError($"join: invalid input: {list[i]}");
            }

            joined.Append(i == 0 ? "" : separator).Append(part.Value);
            TooLargeException.ThrowIf(joined.Length);
        }

        return new CelString(joined.ToString());
    }
}
