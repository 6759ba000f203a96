namespace Fairway.Schema.Patterns;

/// <summary>The classes of characters that RE2 knows by name, as .NET writes their members.</summary>
internal static class CharacterClasses
{
    private const string Word = "0-9A-Za-z_";
    private const string NotWord = @"\u0000-/:-@\[-\^`\{-\uffff";
    private const string Space = @"\t\n\f\r ";
    private const string NotSpace = @"\u0000-\u0008\u000b\u000e-\u001f!-\uffff";
    private const string Digit = "0-9";
    private const string NotDigit = @"\u0000-/:-\uffff";

    /// <summary>Of <c>[:name:]</c> and its contrary.</summary>
    private static readonly Dictionary<string, (string Members, string Others)> Posix = new(StringComparer.Ordinal)
    {
        ["alnum"] = ("0-9A-Za-z", @"\u0000-/:-@\[-`\{-\uffff"),
        ["alpha"] = ("A-Za-z", @"\u0000-@\[-`\{-\uffff"),
        ["ascii"] = (@"\u0000-\u007f", @"\u0080-\uffff"),
        ["blank"] = (@"\t ", @"\u0000-\u0008\n-\u001f!-\uffff"),
        ["cntrl"] = (@"\u0000-\u001f\u007f", @" -~\u0080-\uffff"),
        ["digit"] = (Digit, NotDigit),
        ["graph"] = ("!-~", @"\u0000- \u007f-\uffff"),
        ["lower"] = ("a-z", @"\u0000-`\{-\uffff"),
        ["print"] = (" -~", @"\u0000-\u001f\u007f-\uffff"),
        ["punct"] = (@"!-/:-@\[-`\{-~", @"\u0000- 0-9A-Za-z\u007f-\uffff"),
        ["space"] = (@"\t-\r ", @"\u0000-\u0008\u000e-\u001f!-\uffff"),
        ["upper"] = ("A-Z", @"\u0000-@\[-\uffff"),
        ["word"] = (Word, NotWord),
        ["xdigit"] = ("0-9A-Fa-f", @"\u0000-/:-@G-`g-\uffff"),
    };

    // Scripts that patterns are known to name; .NET knows no scripts. Ranges of Unicode 15, in the basic plane.
    private static readonly Dictionary<string, string> Scripts = new(StringComparer.Ordinal)
    {
        ["Latin"] = @"A-Za-z\u00aa\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02b8\u02e0-\u02e4\u1d00-\u1d25"
            + @"\u1d2c-\u1d5c\u1d62-\u1d65\u1d6b-\u1d77\u1d79-\u1dbe\u1e00-\u1eff\u2071\u207f\u2090-\u209c"
            + @"\u212a\u212b\u2132\u214e\u2160-\u2188\u2c60-\u2c7f\ua722-\ua787\ua78b-\ua7ca"
            + @"\ua7f2-\ua7ff\uab30-\uab5a\uab5c-\uab64\ufb00-\ufb06\uff21-\uff3a\uff41-\uff5a",
        ["Greek"] = @"\u0370-\u0373\u0375-\u0377\u037a-\u037d\u037f\u0384\u0386\u0388-\u038a\u038c\u038e-\u03a1"
            + @"\u03a3-\u03e1\u03f0-\u03ff\u1d26-\u1d2a\u1f00-\u1ffe\u2126\uab65",
        ["Cyrillic"] = @"\u0400-\u0484\u0487-\u052f\u1c80-\u1c88\u1d2b\u1d78\u2de0-\u2dff\ua640-\ua69f\ufe2e\ufe2f",
        ["Han"] = @"\u2e80-\u2e99\u2e9b-\u2ef3\u2f00-\u2fd5\u3005\u3007\u3021-\u3029\u3038-\u303b\u3400-\u4dbf"
            + @"\u4e00-\u9fff\uf900-\ufa6d\ufa70-\ufad9",
        ["Hiragana"] = @"\u3041-\u3096\u309d-\u309f",
        ["Katakana"] = @"\u30a1-\u30fa\u30fd-\u30ff\u31f0-\u31ff\u32d0-\u32fe\u3300-\u3357\uff66-\uff6f\uff71-\uff9d",
        ["Hangul"] = @"\u1100-\u11ff\u302e\u302f\u3131-\u318e\u3200-\u321e\u3260-\u327e\ua960-\ua97c\uac00-\ud7a3"
            + @"\ud7b0-\ud7fb\uffa0-\uffdc",
        ["Arabic"] = @"\u0600-\u0604\u0606-\u060b\u060d-\u061a\u061c-\u061e\u0620-\u063f\u0641-\u064a\u0656-\u066f"
            + @"\u0671-\u06dc\u06de-\u06ff\u0750-\u077f\u0870-\u08ff\ufb50-\ufdff\ufe70-\ufefc",
        ["Hebrew"] = @"\u0591-\u05f4\ufb1d-\ufb4f",
        ["Thai"] = @"\u0e01-\u0e3a\u0e40-\u0e5b",
        ["Devanagari"] = @"\u0900-\u0950\u0955-\u0963\u0966-\u097f\ua8e0-\ua8ff",
    };

    private static readonly HashSet<string> Categories = new(StringComparer.Ordinal)
    {
        "C", "Cc", "Cf", "Co", "Cs", "L", "Ll", "Lm", "Lo", "Lt", "Lu", "M", "Mc", "Me", "Mn", "N", "Nd", "Nl", "No",
        "P", "Pc", "Pd", "Pe", "Pf", "Pi", "Po", "Ps", "S", "Sc", "Sk", "Sm", "So", "Z", "Zl", "Zp", "Zs",
    };

    /// <summary>The members of <c>\d</c> and its kin; null for another letter.</summary>
    public static string? Perl(char letter) => letter switch
    {
        'd' => Digit,
        'D' => NotDigit,
        's' => Space,
        'S' => NotSpace,
        'w' => Word,
        'W' => NotWord,
        _ => null,
    };

    /// <summary>Whether the class holds what is beyond the basic plane.</summary>
    public static bool HoldsAstral(char letter) => letter is 'D' or 'S' or 'W';

    /// <summary>The members of <c>[:name:]</c>; null for an unknown name.</summary>
    public static string? Named(string name, bool isNegated) =>
        Posix.TryGetValue(name, out var found) ? isNegated ? found.Others : found.Members : null;

    /// <summary>A category or a script of Unicode as a member of a class; null for an unknown one.</summary>
    public static string? Unicode(string name, bool isNegated) =>
        name == "Any" ? isNegated ? "" : @"\u0000-\uffff"
            : Categories.Contains(name) ? $@"\{(isNegated ? 'P' : 'p')}{{{name}}}"
            : Scripts.TryGetValue(name, out var script) && !isNegated ? script
            : null;
}
