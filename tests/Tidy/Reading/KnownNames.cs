using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Mono.Cecil;

namespace Fairway.Tidy.Reading;

/// <summary>Every name that a document may use for something in code.</summary>
internal static partial class KnownNames
{
    public static IReadOnlySet<string> All { get; } =
        Ours().Concat(Libraries()).Concat(Packages()).Concat(Kinds()).ToHashSet(StringComparer.Ordinal);

    private static IEnumerable<string> Ours() =>
        SourceFile.All.SelectMany(file => file.Root.DescendantNodes()).SelectMany(node => node switch
        {
            BaseTypeDeclarationSyntax type => [type.Identifier.Text],
            MethodDeclarationSyntax method => [method.Identifier.Text],
            PropertyDeclarationSyntax property => [property.Identifier.Text],
            FieldDeclarationSyntax field => field.Declaration.Variables.Select(variable => variable.Identifier.Text),
            EnumMemberDeclarationSyntax member => [member.Identifier.Text],
            ParameterSyntax parameter => [parameter.Identifier.Text],
            BaseNamespaceDeclarationSyntax space => space.Name.ToString().Split('.').Append(space.Name.ToString()),
            _ => Enumerable.Empty<string>(),
        });

    /// <summary>Public types, and their members, of the frameworks and packages that lie beside the built
    /// programs.</summary>
    private static IEnumerable<string> Libraries()
    {
        var folders = ProjectFile.OfProduct.Select(project => BuiltAssemblies.Folder(project.Name))
            .Append(Path.GetDirectoryName(typeof(object).Assembly.Location)!)
            .Append(AppContext.BaseDirectory);
        foreach (var path in folders.SelectMany(folder => Directory.EnumerateFiles(folder, "*.dll")).DistinctBy(
            Path.GetFileName))
        {
            foreach (var name in NamesOf(path))
            {
                yield return name;
            }
        }
    }

    private static List<string> NamesOf(string path)
    {
        try
        {
            using var module = ModuleDefinition.ReadModule(path);
            var types = module.Types.Where(type => type.IsPublic).ToList();
            return
            [
                .. types.Select(type => type.Name.Split('`')[0]),
                .. types.Select(type => type.Namespace).Distinct(),
                .. types.SelectMany(type => type.Methods).Where(method => method.IsPublic)
                    .Select(method => method.Name.Replace("get_", "")),
            ];
        }
        catch (BadImageFormatException)
        {
            // A native library.
            return [];
        }
    }

    private static IEnumerable<string> Packages() =>
        ProjectFile.All.SelectMany(project => project.Packages.Append(project.Name))
            .Concat(
                Package().Matches(Repository.Read("Directory.Packages.props")).Select(match => match.Groups[1].Value));

    /// <summary>Kinds of Kubernetes, from the table of resources.</summary>
    private static IEnumerable<string> Kinds() =>
        Repository.TextFiles(".tsv").Where(file => file.Path.StartsWith("src/", StringComparison.Ordinal))
            .SelectMany(file => Word().Matches(file.Text)).Select(match => match.Value);

    [GeneratedRegex("Include=\"([^\"]+)\"", RegexOptions.CultureInvariant)]
    private static partial Regex Package();

    [GeneratedRegex("[A-Z][A-Za-z]+", RegexOptions.CultureInvariant)]
    private static partial Regex Word();
}
