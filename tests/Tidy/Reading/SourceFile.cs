using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Fairway.Tidy.Reading;

/// <summary>A C# file of the repository, or a sample that stands for one, parsed.</summary>
internal sealed class SourceFile
{
    private static readonly CSharpParseOptions Options = new(LanguageVersion.CSharp14, DocumentationMode.Parse);

    private SourceFile(string path, string text)
    {
        Path = path;
        Text = new TextFile(path, text);
        Root = CSharpSyntaxTree.ParseText(text, Options, path).GetCompilationUnitRoot();
    }

    /// <summary>Every C# file that people write; what breaks the rules on purpose is left out.</summary>
    public static IReadOnlyList<SourceFile> All { get; } =
    [
        .. Repository.TextFiles(".cs")
            .Where(file => !file.Path.StartsWith("tests/Tidy/Banned/", StringComparison.Ordinal))
            .Select(file => new SourceFile(file.Path, file.Text)),
    ];

    public static IEnumerable<SourceFile> OfProduct =>
        All.Where(file => file.Path.StartsWith("src/", StringComparison.Ordinal));

    public string Path { get; }

    public TextFile Text { get; }

    public CompilationUnitSyntax Root { get; }

    public IEnumerable<BaseTypeDeclarationSyntax> Types => Root.DescendantNodes().OfType<BaseTypeDeclarationSyntax>();

    public static SourceFile Sample(string text, string path = "src/Sample/Sample.cs") => new(path, text);

    public string At(SyntaxNodeOrToken place) => Text.At(place.GetLocation()!.GetLineSpan().StartLinePosition.Line);

    /// <summary>Lines from the first token of the declaration proper, after attributes and comments, to its
    /// last.</summary>
    public static int LineCount(MemberDeclarationSyntax member)
    {
        var first = member.AttributeLists.Count > 0
            ? member.AttributeLists.Last().GetLastToken().GetNextToken()
            : member.GetFirstToken();
        return member.GetLocation().GetLineSpan().EndLinePosition.Line - first.GetLocation()
            .GetLineSpan().StartLinePosition.Line + 1;
    }

    /// <summary>The type's name with its namespace and the types around it, as in
    /// <c>Fairway.Kube.Outer.Inner`1</c>.</summary>
    public static string FullName(BaseTypeDeclarationSyntax type)
    {
        var arity = (type as TypeDeclarationSyntax)?.TypeParameterList?.Parameters.Count ?? 0;
        var name = type.Identifier.Text + (arity > 0 ? $"`{arity}" : "");
        return type.Parent switch
        {
            BaseTypeDeclarationSyntax outer => $"{FullName(outer)}.{name}",
            BaseNamespaceDeclarationSyntax space => $"{space.Name}.{name}",
            _ => name,
        };
    }
}
