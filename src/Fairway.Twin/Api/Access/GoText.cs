using System.Globalization;
using System.Text;

namespace Fairway.Twin.Api.Access;

/// <summary>Texts as the reference server's language writes them in messages.</summary>
internal static class GoText
{
    private const string Named = "\a\b\f\n\r\t\v\\\"";
    private const string Letters = "abfnrtv\\\"";

    /// <summary>Between double quotes, with escapes (<c>%q</c>).</summary>
    public static string Quoted(string text)
    {
        var quoted = new StringBuilder(text.Length + 2).Append('"');
        foreach (var rune in text.EnumerateRunes())
        {
            Append(quoted, rune);
        }

        return quoted.Append('"').ToString();
    }

    /// <summary>A list of such texts: <c>["a" "b"]</c>.</summary>
    public static string Quoted(IEnumerable<string> texts) => $"[{string.Join(' ', texts.Select(Quoted))}]";

    private static void Append(StringBuilder quoted, Rune rune)
    {
        var named = rune.IsBmp ? Named.IndexOf((char)rune.Value, StringComparison.Ordinal) : -1;
        _ = named >= 0 ? quoted.Append('\\').Append(Letters[named])
            : !Rune.IsControl(rune) ? quoted.Append(rune.ToString())
            : rune.IsAscii ? quoted.Append(CultureInfo.InvariantCulture, $"\\x{rune.Value:x2}")
            : quoted.Append(CultureInfo.InvariantCulture, $"\\u{rune.Value:x4}");
    }
}
