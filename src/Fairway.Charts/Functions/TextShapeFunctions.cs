using System.Text;
using Fairway.Charts.Values;

namespace Fairway.Charts.Functions;

/// <summary>Sprig's functions that change the look of strings: case, quotes, indentation.</summary>
internal static class TextShapeFunctions
{
    public static void Define(FunctionTable.Add add)
    {
        add("upper", "string", (in call) => GoValue.Of(Mapped(call.Text(0), Upper)));
        add("lower", "string", (in call) => GoValue.Of(Mapped(call.Text(0), Lower)));
        add("title", "string", (in call) =>
            GoValue.Of(Mapped(call.Text(0), text => Title(text, Rune.ToUpperInvariant))));
        add("untitle", "string", (in call) =>
            GoValue.Of(Mapped(call.Text(0), text => Title(text, Rune.ToLowerInvariant))));
        add("quote", "...any", (in call) => call.Made(Quoted(call, GoQuote.Quote)));
        add("squote", "...any", (in call) => call.Made(Quoted(call, text => $"'{text}'")));
        add("indent", "int string", (in call) => GoValue.Of(Indent(call, "")));
        add("nindent", "int string", (in call) => GoValue.Of(Indent(call, "\n")));
        add("kebabcase", "string", (in call) => GoValue.Of(Joined(call.Text(0), '-')));
        add("snakecase", "string", (in call) => GoValue.Of(Joined(call.Text(0), '_')));
    }

    private static string Mapped(string bytes, Func<string, string> map) =>
        Ascii.IsValid(bytes) ? map(bytes) : ByteText.FromUnicode(map(ByteText.ToUnicode(bytes)));

    // The invariant culture leaves out the letters whose other case is ASCII.
    private static string Upper(string text) => text.ToUpperInvariant().Replace('\u0131', 'I').Replace('\u017f', 'S');

    private static string Lower(string text) => text.ToLowerInvariant().Replace('\u0130', 'i').Replace('\u212a', 'k');

    /// <summary>The first letter of each word; letters, digits and underscores make words.</summary>
    private static string Title(string text, Func<Rune, Rune> change)
    {
        var titled = new StringBuilder(text.Length);
        var inWord = false;
        foreach (var rune in text.EnumerateRunes())
        {
            titled.Append(inWord ? rune : change(rune));
            inWord = rune.IsAscii
                ? char.IsAsciiLetterOrDigit((char)rune.Value) || rune.Value == '_'
                : Rune.IsLetterOrDigit(rune) || !Rune.IsWhiteSpace(rune);
        }

        return titled.ToString();
    }

    private static string Quoted(in FunctionCall call, Func<string, string> quote)
    {
        var quoted = new List<string>();
        foreach (var value in call.All)
        {
            if (!value.IsNil)
            {
                quoted.Add(quote(GoFormat.Print(value, call.Budget)));
            }
        }

        return string.Join(' ', quoted);
    }

    private static string Indent(in FunctionCall call, string before)
    {
        var (width, text) = (call.Integer(0), call.Text(1));
        if (width < 0)
        {
            throw new GoError("strings: negative Repeat count");
        }

        var lines = text.AsSpan().Count('\n') + 1L;
        call.Budget.Charge(text.Length + (lines * Math.Min(width, int.MaxValue)));
        var pad = new string(' ', (int)width);
        return string.Concat(before, pad, text.Replace("\n", "\n" + pad, StringComparison.Ordinal));
    }

    /// <summary>Words are told apart by their capitals, and by spaces, dashes, underscores and dots.</summary>
    private static string Joined(string text, char with)
    {
        var joined = new StringBuilder();
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c is ' ' or '-' or '_' or '.')
            {
                joined.Append(with);
                continue;
            }

            var begins = char.IsAsciiLetterUpper(c) && i > 0
                && (char.IsAsciiLetterLower(text[i - 1]) || char.IsAsciiDigit(text[i - 1])
                    || (char.IsAsciiLetterUpper(text[i - 1]) && i + 1 < text.Length
                        && char.IsAsciiLetterLower(text[i + 1])));
            joined.Append(begins ? with.ToString() : "").Append(char.ToLowerInvariant(c));
        }

        return joined.ToString();
    }
}
