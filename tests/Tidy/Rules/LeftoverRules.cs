using System.Text.RegularExpressions;
using Fairway.Tidy.Reading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Fairway.Tidy.Rules;

/// <summary>Nothing is left over for later, and nothing is silenced without a reason.</summary>
internal static partial class LeftoverRules
{
    public static IEnumerable<Offence> Markers(TextFile file) =>
        from line in file.Lines.Index()
        let marker = Marker().Match(line.Item)
        where marker.Success
        select new Offence(file.At(line.Index), $"a left-over marker ({marker.Value})", "do it, or open an issue");

    /// <summary>A warning that is disabled by a directive, with no comment on its line or the line above.</summary>
    public static IEnumerable<Offence> BarePragmas(SourceFile file) =>
        from pragma in file.Root.DescendantNodes(descendIntoTrivia: true).OfType<PragmaWarningDirectiveTriviaSyntax>()
        where pragma.DisableOrRestoreKeyword.IsKind(SyntaxKind.DisableKeyword)
        let line = pragma.GetLocation().GetLineSpan().StartLinePosition.Line
        where !HasComment(file.Text, line, "//")
        select new Offence(
            file.Text.At(line), "a warning is disabled without a reason", "say why, in a comment behind it");

    public static IEnumerable<Offence> BareAttributes(SourceFile file) =>
        from attribute in file.Root.DescendantNodes().OfType<AttributeSyntax>()
        where attribute.Name.ToString().Split('.')[^1] is "SuppressMessage" or "UnconditionalSuppressMessage"
        where attribute.ArgumentList?.Arguments.Any(IsReason) != true
        select new Offence(file.At(attribute), "a warning is suppressed without a reason", "give it a Justification");

    /// <summary>In project files: <c>NoWarn</c>, with a comment on the line above.</summary>
    public static IEnumerable<Offence> BareNoWarns(TextFile file) =>
        from line in file.Lines.Index()
        where line.Item.Contains("<NoWarn>", StringComparison.Ordinal)
            || line.Item.Contains("NoWarn=\"", StringComparison.Ordinal)
        where !HasComment(file, line.Index, "-->")
        select new Offence(
            file.At(line.Index), "a warning is disabled without a reason", "say why, in a comment above it");

    /// <summary>In an editorconfig: a severity that is lowered, with a comment on the line above.</summary>
    public static IEnumerable<Offence> BareSeverities(TextFile file) =>
        from line in file.Lines.Index()
        where Lowered().IsMatch(line.Item) && !HasComment(file, line.Index, "#")
        select new Offence(
            file.At(line.Index), "a rule is switched off without a reason", "say why, in a comment above it");

    private static bool HasComment(TextFile file, int line, string sign) =>
        file.Lines[line].Contains(sign, StringComparison.Ordinal)
        || (line > 0 && file.Lines[line - 1].Contains(sign, StringComparison.Ordinal));

    private static bool IsReason(AttributeArgumentSyntax argument) =>
        argument.NameEquals?.Name.Identifier.Text == "Justification"
            && argument.Expression.ToString().Trim('"').Length > 0;

    // Written so that this file does not find itself.
    [GeneratedRegex(@"\b(TO[D]O|FIX[M]E|HAC[K]|XX[X]|NotImplemented[E]xception)\b", RegexOptions.CultureInvariant)]
    private static partial Regex Marker();

    [GeneratedRegex(@"^dotnet_diagnostic\.\w+\.severity\s*=\s*(none|silent|suggestion)", RegexOptions.CultureInvariant)]
    private static partial Regex Lowered();
}
