using Fairway.Tidy.Reading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Mono.Cecil;

namespace Fairway.Tidy.Rules;

/// <summary>How code is laid out, and what a reconciler may hold.</summary>
internal static class ShapeRules
{
    private const int Branches = 2;

    /// <summary>A reconciler observes, plans, acts and writes status: what it decides belongs to a planner.</summary>
    public static IEnumerable<Offence> BranchingReconcilers(IEnumerable<SourceFile> files) =>
        from part in files.SelectMany(file => file.Types.Select(type => (file, type)))
        where part.type is ClassDeclarationSyntax or RecordDeclarationSyntax
        where part.type.Identifier.Text.EndsWith("Reconciler", StringComparison.Ordinal)
        group part by SourceFile.FullName(part.type) into parts
        let branches = parts.Sum(part => part.type.DescendantNodes().Sum(BranchCount))
        where branches > Branches
        select new Offence(
            parts.First().file.At(parts.First().type),
            $"{parts.Key} has {branches} branches",
            $"let a planner decide: {Branches} is the limit");

    public static IEnumerable<Offence> NamespacesBesideTheirFolders(SourceFile file, IEnumerable<ProjectFile> projects)
    {
        var project =
            projects.FirstOrDefault(project => file.Path.StartsWith(project.Folder, StringComparison.Ordinal));
        var space = file.Root.Members.OfType<BaseNamespaceDeclarationSyntax>().FirstOrDefault();
        if (project is null || space is null)
        {
            return [];
        }

        var folders = file.Path[project.Folder.Length..].Split('/')[..^1];
        var wanted = string.Join('.', folders.Prepend(project.RootNamespace));
        return space.Name.ToString() == wanted
            ? []
            : [new(file.At(space), $"the namespace {space.Name}", $"a namespace mirrors its folder: {wanted}")];
    }

    /// <summary>Classes that could be sealed, wherever in our assemblies their subclasses would be.</summary>
    public static IEnumerable<Offence> Unsealed(IReadOnlyCollection<ModuleDefinition> modules)
    {
        var types = modules.SelectMany(module => module.GetTypes()).ToList();
        var bases = types.Select(type => type.BaseType?.GetElementType().FullName).ToHashSet(StringComparer.Ordinal);
        return from type in types
               where type is { IsClass: true, IsSealed: false, IsAbstract: false, IsValueType: false }
               where !type.FullName.Contains('<', StringComparison.Ordinal) && type.Name != "Program"
                   && !IsGenerated(type)
               where !bases.Contains(type.FullName)
               select new Offence(type.FullName, "a class that nothing derives from", "seal it");
    }

    private static bool IsGenerated(TypeDefinition type) =>
        type.CustomAttributes.Any(
            attribute => attribute.AttributeType.Name is "CompilerGeneratedAttribute" or "GeneratedCodeAttribute")
        || type.Namespace.StartsWith("Microsoft.CodeAnalysis", StringComparison.Ordinal)
        || (type.DeclaringType is { } outer && IsGenerated(outer));

    private static int BranchCount(SyntaxNode node) => node switch
    {
        IfStatementSyntax or ConditionalExpressionSyntax or WhileStatementSyntax or DoStatementSyntax
            or ForStatementSyntax
            or CommonForEachStatementSyntax or CatchClauseSyntax => 1,
        SwitchStatementSyntax statement => Math.Max(1, statement.Sections.Count - 1),
        SwitchExpressionSyntax expression => Math.Max(1, expression.Arms.Count - 1),
        _ => 0,
    };
}
