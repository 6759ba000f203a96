using Fairway.Tidy.Reading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Fairway.Tidy.Rules;

/// <summary>How long things may be. The limits are real: there is no list of exceptions.</summary>
internal static class SizeRules
{
    private const int MemberLines = 60;
    private const int FileLines = 400;
    private const int TypeLines = 800;
    private const int Parameters = 5;
    private const int Columns = 120;
    private const int TableRows = 20;

    public static IEnumerable<Offence> LongMembers(SourceFile file) =>
        from member in file.Root.DescendantNodes().OfType<MemberDeclarationSyntax>()
        where member is not (BaseTypeDeclarationSyntax or BaseNamespaceDeclarationSyntax or EnumMemberDeclarationSyntax)
        let lines = SourceFile.LineCount(member)
        where lines > MemberLines
        select new Offence(file.At(member), $"a member of {lines} lines", $"split it: {MemberLines} is the limit");

    public static IEnumerable<Offence> LongFiles(TextFile file)
    {
        // The text ends in a line feed, and so in an empty piece.
        var lines = file.Lines.Length - (file.Text.EndsWith('\n') ? 1 : 0);
        return lines > FileLines
            ? [new(file.At(0), $"a file of {lines} lines", $"split it: {FileLines} is the limit")]
            : [];
    }

    public static IEnumerable<Offence> LongLines(TextFile file) =>
        from line in file.Lines.Index()
        where line.Item.TrimEnd('\r').Length > Columns
        select new Offence(
            file.At(line.Index), $"a line of {line.Item.Length} columns", $"break it: {Columns} is the limit");

    public static IEnumerable<Offence> LongTypes(IEnumerable<SourceFile> files) =>
        from part in files.SelectMany(file => file.Types.Select(type => (file, type)))
        group part by SourceFile.FullName(part.type) into parts
        let lines = parts.Sum(part => SourceFile.LineCount(part.type))
        where lines > TypeLines
        select new Offence(
            parts.First().file.At(parts.First().type),
            $"the parts of {parts.Key} have {lines} lines together",
            $"give a part of its work a type of its own: {TypeLines} is the limit");

    public static IEnumerable<Offence> ManyParameters(SourceFile file) =>
        from list in file.Root.DescendantNodes().OfType<ParameterListSyntax>()
        where IsChosenHere(list.Parent!)
        let count = list.Parameters.Count(Counts)
        where count > Parameters
        select new Offence(
            file.At(list), $"{count} parameters", $"bundle what belongs together: {Parameters} is the limit");

    /// <summary>More than twenty rows, a line or more each, in an initialiser or as the arms of a switch.</summary>
    public static IEnumerable<Offence> BigTables(SourceFile file) =>
        from node in file.Root.DescendantNodes()
        let rows = Rows(node)
        where rows > TableRows
        select new Offence(file.At(node), $"a table of {rows} rows", "keep it as an embedded data file (TSV or JSON)");

    /// <summary>An override and an explicit implementation have their parameters from elsewhere; a positional record's
    /// are data.</summary>
    private static bool IsChosenHere(SyntaxNode owner) => owner switch
    {
        RecordDeclarationSyntax => false,
        MethodDeclarationSyntax method =>
            !method.Modifiers.Any(SyntaxKind.OverrideKeyword) && method.ExplicitInterfaceSpecifier is null,
        ParenthesizedLambdaExpressionSyntax or AnonymousMethodExpressionSyntax => false,
        _ => true,
    };

    private static bool Counts(ParameterSyntax parameter) =>
        !parameter.Modifiers.Any(SyntaxKind.ThisKeyword)
        && parameter.Type?.ToString() is not ("CancellationToken" or "CancellationToken?");

    private static int Rows(SyntaxNode node) => node switch
    {
        InitializerExpressionSyntax table => DistinctLines(table.Expressions),
        CollectionExpressionSyntax table => DistinctLines(table.Elements),
        SwitchExpressionSyntax table =>
            DistinctLines(table.Arms.Where(arm => arm.Expression is LiteralExpressionSyntax)),
        _ => 0,
    };

    private static int DistinctLines(IEnumerable<SyntaxNode> rows) =>
        rows.Select(row => row.GetLocation().GetLineSpan().StartLinePosition.Line).Distinct().Count();
}
