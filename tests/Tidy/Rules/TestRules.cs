using Fairway.Tidy.Reading;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Fairway.Tidy.Rules;

/// <summary>Every test runs, and its name says what holds.</summary>
internal static class TestRules
{
    private const int Words = 3;

    public static IEnumerable<Offence> Skipped(SourceFile file) => SkippingAttributes(file).Concat(SkippingCalls(file));

    public static IEnumerable<Offence> NamedWithoutASentence(SourceFile file) =>
        from method in file.Root.DescendantNodes().OfType<MethodDeclarationSyntax>()
        where method.AttributeLists.SelectMany(list => list.Attributes).Any(IsTest)
        let name = method.Identifier.Text
        where name.Split('_', StringSplitOptions.RemoveEmptyEntries).Length < Words || !char.IsUpper(name[0])
        select new Offence(
            file.At(method.Identifier), $"a test named {name}", "say in a sentence what holds: A_stale_put_is_refused");

    private static IEnumerable<Offence> SkippingAttributes(SourceFile file) =>
        from attribute in file.Root.DescendantNodes().OfType<AttributeSyntax>()
        from argument in attribute.ArgumentList?.Arguments ?? []
        let name = argument.NameEquals?.Name.Identifier.Text
        where name is "Skip" or "SkipWhen" or "SkipUnless" or "SkipExceptions" or "SkipTestWithoutData" or "Explicit"
        select new Offence(file.At(attribute), $"a test that is skipped ({name})", "mend it, or delete it");

    private static IEnumerable<Offence> SkippingCalls(SourceFile file) =>
        from call in file.Root.DescendantNodes().OfType<InvocationExpressionSyntax>()
        where call.Expression.ToString() is "Assert.Skip" or "Assert.SkipWhen" or "Assert.SkipUnless"
        select new Offence(file.At(call), "a test that skips itself", "let build/setup provide what it needs");

    private static bool IsTest(AttributeSyntax attribute) => attribute.Name.ToString() is "Fact" or "Theory";
}
