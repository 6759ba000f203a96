using Mono.Cecil;

namespace Fairway.Tidy.Reading;

/// <summary>
/// The assemblies of <c>src/</c> as they were built beside this one: <c>bin/PROJECT/CONFIGURATION/</c>. They are read
/// and never loaded, and this project references none of them.
/// </summary>
internal static class BuiltAssemblies
{
    private static readonly DirectoryInfo Here = new(AppContext.BaseDirectory);
    private static readonly DefaultAssemblyResolver Resolver = NewResolver();

    public static IReadOnlyDictionary<string, ModuleDefinition> OfProduct { get; } = ReadAll();

    /// <summary>Where the build put a project's files.</summary>
    public static string Folder(string project) =>
        Path.Combine(Here.Parent!.Parent!.FullName, project, Here.Name);

    /// <summary>All modules share one resolver, so that a type is one object wherever it is referred to.</summary>
    public static ModuleDefinition Read(string path)
    {
        Resolver.AddSearchDirectory(Path.GetDirectoryName(path));
        return ModuleDefinition.ReadModule(
            path, new ReaderParameters { AssemblyResolver = Resolver, InMemory = true, ReadSymbols = true });
    }

    private static DefaultAssemblyResolver NewResolver()
    {
        var resolver = new DefaultAssemblyResolver();
        foreach (var folder in FrameworkFolders())
        {
            resolver.AddSearchDirectory(folder);
        }

        return resolver;
    }

    /// <summary>The folders of the shared frameworks, of the version that runs this.</summary>
    private static IEnumerable<string> FrameworkFolders()
    {
        var core = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        yield return core;
        var aspNet = Path.Combine(
            Path.GetDirectoryName(Path.GetDirectoryName(core))!, "Microsoft.AspNetCore.App", Path.GetFileName(core));
        if (Directory.Exists(aspNet))
        {
            yield return aspNet;
        }
    }

    private static Dictionary<string, ModuleDefinition> ReadAll()
    {
        var modules = new Dictionary<string, ModuleDefinition>(StringComparer.Ordinal);
        foreach (var project in ProjectFile.OfProduct)
        {
            var path = Path.Combine(Folder(project.Name), project.AssemblyName + ".dll");
            Assert.True(File.Exists(path), $"{path} is missing: build the solution first.");
            modules.Add(project.Name, Read(path));
        }

        return modules;
    }
}
