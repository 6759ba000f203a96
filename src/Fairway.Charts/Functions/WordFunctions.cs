using System.Text;
using Fairway.Charts.Values;

namespace Fairway.Charts.Functions;

/// <summary>Sprig's functions of words: shortened, wrapped, and in other cases. Columns are counted in bytes.</summary>
internal static class WordFunctions
{
    private const string Ellipsis = "...";

    // Below these no shortening is possible, in the library that Sprig uses.
    private const int LeastWidth = 4;
    private const int LeastWidthOfBoth = 7;

    public static void Define(FunctionTable.Add add)
    {
        add("abbrev", "int string", (in call) => GoValue.Of(
            call.Integer(0) < LeastWidth ? call.Text(1) : Shortened(call.Text(1), 0, call.Integer(0))));
        add("abbrevboth", "int int string", (in call) => GoValue.Of(ShortenedOnBothSides(call)));
        add("initials", "string", (in call) => GoValue.Of(Initials(call.Text(0))));
        add("swapcase", "string", (in call) => GoValue.Of(Mapped(call.Text(0), Swapped)));
        add("untitle", "string", (in call) => GoValue.Of(Mapped(call.Text(0), Untitled)));
        add("camelcase", "string", (in call) => GoValue.Of(Mapped(call.Text(0), WordCase.Camel)));
        add("kebabcase", "string", (in call) =>
            GoValue.Of(Mapped(call.Text(0), text => WordCase.Joined(text, '-'))));
        add("snakecase", "string", (in call) =>
            GoValue.Of(Mapped(call.Text(0), text => WordCase.Joined(text, '_'))));
        add("plural", "string string int", (in call) => call[call.Integer(2) == 1 ? 0 : 1]);
        add("wrap", "int string", (in call) => call.Made(Wrapped(call, call.Text(1), "\n", false)));
        add("wrapWith", "int string string", (in call) => call.Made(Wrapped(call, call.Text(2), call.Text(1), true)));
        add("hello", "", (in _) => GoValue.Of("Hello!"));
    }

    private static string Mapped(string bytes, Func<string, string> map) =>
        ByteText.FromUnicode(map(ByteText.ToUnicode(bytes)));

    private static string ShortenedOnBothSides(in FunctionCall call)
    {
        var (left, width, text) = (call.Integer(0), call.Integer(1), call.Text(2));
        return width < LeastWidth || (left > 0 && width < LeastWidthOfBoth) ? text : Shortened(text, left, width);
    }

    /// <summary>What is around the offset stays, within the width.</summary>
    private static string Shortened(string text, long offset, long width)
    {
        if (text.Length <= width)
        {
            return text;
        }

        var room = (int)width - Ellipsis.Length;
        var start = (int)Math.Min(Math.Min(offset, text.Length), text.Length - room);
        return start <= LeastWidth ? text[..room] + Ellipsis
            : width < LeastWidthOfBoth ? ""
            : start + room >= text.Length ? Ellipsis + text[^room..]
            : Ellipsis + (room < LeastWidth ? "" : Shortened(text[start..], 0, room));
    }

    /// <summary>Byte by byte, each as the character of its number, which is what the library does.</summary>
    private static string Initials(string bytes)
    {
        var initials = new StringBuilder();
        var isBetween = true;
        foreach (var c in bytes)
        {
            if (isBetween && !char.IsWhiteSpace(c))
            {
                initials.Append(c);
            }

            isBetween = char.IsWhiteSpace(c);
        }

        return ByteText.FromUnicode(initials.ToString());
    }

    private static string Untitled(string text)
    {
        var changed = new StringBuilder(text.Length);
        var isFirst = true;
        foreach (var rune in text.EnumerateRunes())
        {
            changed.Append(isFirst ? Rune.ToLowerInvariant(rune) : rune);
            isFirst = Rune.IsWhiteSpace(rune);
        }

        return changed.ToString();
    }

    private static string Swapped(string text)
    {
        var swapped = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            swapped.Append(
                Rune.IsUpper(rune) ? Rune.ToLowerInvariant(rune)
                    : Rune.IsLower(rune) ? Rune.ToUpperInvariant(rune)
                    : rune);
        }

        return swapped.ToString();
    }

    /// <summary>Lines are broken at spaces, and those that begin a line go; a word that is too long is cut only if
    /// asked for.</summary>
    private static string Wrapped(in FunctionCall call, string text, string newLine, bool cutsWords)
    {
        var width = (int)Math.Clamp(call.Integer(0), 1, int.MaxValue / 2);
        var separator = newLine.Length == 0 ? "\n" : newLine;
        call.Budget.Charge(((long)text.Length / width) * separator.Length);
        var wrapped = new StringBuilder();
        var at = 0;
        while (text.Length - at > width)
        {
            if (text[at] == ' ')
            {
                at++;
                continue;
            }

            var end = text.LastIndexOf(' ', at + width, width + 1);
            var skips = end >= 0 ? 1 : 0;
            if (end < 0 && cutsWords)
            {
                end = at + width;
            }
            else if (end < 0)
            {
                end = text.IndexOf(' ', at + width);
                skips = 1;
            }

            if (end < 0)
            {
                break;
            }

            wrapped.Append(text, at, end - at).Append(separator);
            at = end + skips;
        }

        return wrapped.Append(text, at, text.Length - at).ToString();
    }
}
