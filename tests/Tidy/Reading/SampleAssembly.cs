using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Fairway.Tidy.Reading;

/// <summary>Compiles samples of bad code in memory, so that the rules over IL can be seen to cry out.</summary>
internal static class SampleAssembly
{
    private const string Usings =
        "using System; using System.Collections.Generic; using System.Linq; using System.Threading.Tasks;";

    private static readonly IReadOnlyList<MetadataReference> References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];

    /// <summary>The text's namespaces are opened for it; its lines keep their numbers.</summary>
    public static ModuleDefinition Compile(string text, string path = "Sample.cs")
    {
        var compilation = CreateCompilation(
            CSharpSyntaxTree.ParseText(Usings + text, path: path, encoding: System.Text.Encoding.UTF8));
        var image = new MemoryStream();
        var result = compilation.Emit(
            image, options: new EmitOptions(debugInformationFormat: DebugInformationFormat.Embedded));
        Assert.True(result.Success, string.Join('\n', result.Diagnostics));
        image.Position = 0;
        return ModuleDefinition.ReadModule(
            image, new ReaderParameters
                { ReadSymbols = true, SymbolReaderProvider = new EmbeddedPortablePdbReaderProvider() });
    }

    public static CSharpCompilation CreateCompilation(SyntaxTree tree) =>
        CSharpCompilation.Create(
            "Sample", [tree], References, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
}
