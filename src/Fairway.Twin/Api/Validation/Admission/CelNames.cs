using System.Text.RegularExpressions;

namespace Fairway.Twin.Api.Validation.Admission;

/// <summary>Names that expressions can write.</summary>
internal static partial class CelNames
{
    private static readonly string[] Reserved =
    [
        "true", "false", "null", "in", "as", "break", "const", "continue", "else", "for", "function", "if", "import",
        "let", "loop", "package", "namespace", "return", "var", "void", "while",
    ];

    /// <summary>Whether it is an identifier, and none of the words that the language keeps for itself.</summary>
    public static bool IsIdentifier(string name) => Identifier().IsMatch(name) && !Reserved.Contains(name);

    [GeneratedRegex(@"^[_a-zA-Z][_a-zA-Z0-9]*\z")]
    private static partial Regex Identifier();
}
