using System.Globalization;
using System.Text;

namespace Fairway.Schema.Yaml;

/// <summary>What stands for a character between double quotes.</summary>
internal static class YamlEscapes
{
    private const string Named = "\0\a\b\t\n\v\f\r\u001b\"\\\u0085\u00a0\u2028\u2029";
    private const string Letters = "0abtnvfre\"\\N_LP";

    public static string Escape(Rune rune)
    {
        var known = rune.IsBmp ? Named.IndexOf((char)rune.Value, StringComparison.Ordinal) : -1;
        return known >= 0 ? $"\\{Letters[known]}"
            : rune.Value <= 0xff ? string.Create(CultureInfo.InvariantCulture, $"\\x{rune.Value:X2}")
            : rune.IsBmp ? string.Create(CultureInfo.InvariantCulture, $"\\u{rune.Value:X4}")
            : string.Create(CultureInfo.InvariantCulture, $"\\U{rune.Value:X8}");
    }
}
