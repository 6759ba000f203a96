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
            GoValue.Of(Mapped(call.Text(0), Title)));
        add("quote", "...any", (in call) => call.Made(Quoted(call, GoQuote.Quote)));
        add("squote", "...any", (in call) => call.Made(Quoted(call, text => $"'{text}'")));
        add("indent", "int string", (in call) => GoValue.Of(Indent(call, "")));
        add("nindent", "int string", (in call) => GoValue.Of(Indent(call, "\n")));
    }

    private static string Mapped(string bytes, Func<string, string> map) =>
        Ascii.IsValid(bytes) ? map(bytes) : ByteText.FromUnicode(map(ByteText.ToUnicode(bytes)));

    // The invariant culture leaves out the letters whose other case is ASCII.
    private static string Upper(string text) => text.ToUpperInvariant().Replace('\u0131', 'I').Replace('\u017f', 'S');

    private static string Lower(string text) => text.ToLowerInvariant().Replace('\u0130', 'i').Replace('\u212a', 'k');

    /// <summary>The first letter of each word; letters, digits and underscores make words.</summary>
    private static string Title(string text)
    {
        var titled = new StringBuilder(text.Length);
        var inWord = false;
        foreach (var rune in text.EnumerateRunes())
        {
            titled.Append(inWord ? rune : Rune.ToUpperInvariant(rune));
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
}
