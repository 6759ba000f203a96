namespace Fairway.Cel.Syntax;

/// <summary>Where a number ends, and of what kind it is.</summary>
internal static class NumberReader
{
    public static (TokenKind Kind, int Length) Measure(ReadOnlySpan<char> text)
    {
        if (text.StartsWith("0x") && text.Length > 2 && char.IsAsciiHexDigit(text[2]))
        {
            var hex = 2;
            while (hex < text.Length && char.IsAsciiHexDigit(text[hex]))
            {
                hex++;
            }

            return Whole(text, hex);
        }

        var end = Digits(text, 0);
        var isWhole = true;
        if (end + 1 < text.Length && text[end] == '.' && char.IsAsciiDigit(text[end + 1]))
        {
            end = Digits(text, end + 1);
            isWhole = false;
        }

        var exponent = Exponent(text, end);
        return exponent > end ? (TokenKind.Double, exponent)
            : isWhole ? Whole(text, end)
            : (TokenKind.Double, end);
    }

    private static (TokenKind Kind, int Length) Whole(ReadOnlySpan<char> text, int end) =>
        end < text.Length && text[end] is 'u' or 'U' ? (TokenKind.Uint, end + 1) : (TokenKind.Int, end);

    private static int Digits(ReadOnlySpan<char> text, int at)
    {
        while (at < text.Length && char.IsAsciiDigit(text[at]))
        {
            at++;
        }

        return at;
    }

    private static int Exponent(ReadOnlySpan<char> text, int at)
    {
        if (at >= text.Length || text[at] is not ('e' or 'E'))
        {
            return at;
        }

        var digits = at + 1 < text.Length && text[at + 1] is '+' or '-' ? at + 2 : at + 1;
        return digits < text.Length && char.IsAsciiDigit(text[digits]) ? Digits(text, digits) : at;
    }
}
