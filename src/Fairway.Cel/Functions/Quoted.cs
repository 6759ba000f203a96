using System.Globalization;
using System.Text;

namespace Fairway.Cel.Functions;

/// <summary>Text between quotes.</summary>
internal static class Quoted
{
    /// <summary>As the language writes it: what has an escape of one letter is escaped.</summary>
    public static string Cel(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (var rune in text.EnumerateRunes())
        {
            quoted.Append(Escape(rune) ?? rune.ToString());
        }

        return quoted.Append('"').ToString();
    }

    /// <summary>As Go writes it: what cannot be printed is escaped by its number.</summary>
    public static string Go(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (var rune in text.EnumerateRunes())
        {
            quoted.Append(Escape(rune) ?? (IsPrinted(rune) ? rune.ToString() : Numbered(rune)));
        }

        return quoted.Append('"').ToString();
    }

    private static string? Escape(Rune rune) => rune.Value switch
    {
        7 => "\\a",
        8 => "\\b",
        12 => "\\f",
        10 => "\\n",
        13 => "\\r",
        9 => "\\t",
        11 => "\\v",
        '\\' => "\\\\",
        '"' => "\\\"",
        _ => null,
    };

    private static bool IsPrinted(Rune rune) => rune.Value == ' ' || Rune.GetUnicodeCategory(rune) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse
        or UnicodeCategory.OtherNotAssigned or UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator
        or UnicodeCategory.ParagraphSeparator);

    private static string Numbered(Rune rune) => rune.Value switch
    {
        < 0x80 => $"\\x{rune.Value:x2}",
        < 0x10000 => $"\\u{rune.Value:x4}",
        _ => $"\\U{rune.Value:x8}",
    };
}
