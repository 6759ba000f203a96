namespace Fairway.Schema.Quantities;

/// <summary>The pieces of a quantity's text; the whole part has no leading zeros but one.</summary>
internal readonly record struct QuantityParts(bool Negative, string Whole, string Fraction, string Suffix)
{
    /// <summary>Null where the text has not the form of a quantity.</summary>
    public static QuantityParts? Split(string text)
    {
        var at = text[0] is '+' or '-' ? 1 : 0;
        var start = at;
        at = Skip(text, at, char.IsAsciiDigit);
        var whole = text[start..at].TrimStart('0');
        var fraction = "";
        if (at < text.Length && text[at] == '.')
        {
            start = at + 1;
            at = Skip(text, start, char.IsAsciiDigit);
            fraction = text[start..at];
        }

        start = at;
        at = Skip(text, at, c => "eEinumkKMGTP".Contains(c, StringComparison.Ordinal));
        if (at < text.Length && text[at] is '+' or '-')
        {
            at++;
        }

        at = Skip(text, at, char.IsAsciiDigit);
        return at < text.Length
            ? null
            : new QuantityParts(text[0] == '-', whole.Length == 0 ? "0" : whole, fraction, text[start..]);
    }

    private static int Skip(string text, int at, Func<char, bool> fits)
    {
        while (at < text.Length && fits(text[at]))
        {
            at++;
        }

        return at;
    }
}
