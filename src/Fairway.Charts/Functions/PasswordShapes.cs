using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;

namespace Fairway.Charts.Functions;

/// <summary>The shapes of what <c>derivePassword</c> gives.</summary>
internal static class PasswordShapes
{
    private const string Vowels = "AEIOU";
    private const string Consonants = "BCDFGHJKLMNPQRSTVWXYZ";
    private const string SmallVowels = "aeiou";
    private const string SmallConsonants = "bcdfghjklmnpqrstvwxyz";
    private const string Digits = "0123456789";

    private static readonly FrozenDictionary<string, string[]> Types =
        EmbeddedRows.Read("password-shapes.tsv").ToFrozenDictionary(row => row[0], row => row[1..]);

    /// <summary>What the algorithm's salts begin with.</summary>
    public static ReadOnlySpan<byte> Scope => "com.lyndir.masterpassword"u8;

    public static bool TryGet(string type, [NotNullWhen(true)] out string[]? shapes) =>
        Types.TryGetValue(type, out shapes);

    /// <summary>What may stand where a shape has this letter.</summary>
    public static string Letters(char shape) => shape switch
    {
        'V' => Vowels,
        'C' => Consonants,
        'v' => SmallVowels,
        'c' => SmallConsonants,
        'a' => Vowels + SmallVowels + Consonants + SmallConsonants,
        'n' => Digits,
        'o' => "@&%?,=[]_:-+*$#!'^~;()/.",
        _ => Vowels + SmallVowels + Consonants + SmallConsonants + Digits + "!@#$%^&*()",
    };
}
