using System.Xml.Linq;

namespace Fairway.Tidy.Reading;

/// <summary>What the rules need to know of a project file.</summary>
/// <param name="Path">From the root of the repository.</param>
/// <param name="Name">The file's name without its ending, as in <c>Fairway.Kube</c>.</param>
/// <param name="RootNamespace">What namespaces of the project begin with.</param>
/// <param name="References">Names of the projects that it references, without those that only order the build.</param>
/// <param name="Packages">Names of the packages that it references.</param>
internal sealed record ProjectFile(
    string Path, string Name, string AssemblyName, string RootNamespace, IReadOnlyList<string> References,
        IReadOnlyList<string> Packages)
{
    public static IReadOnlyList<ProjectFile> All { get; } =
        [.. Repository.TextFiles(".csproj").Where(file => !file.Path.Contains("/Banned/", StringComparison.Ordinal))
            .Select(Parse)];

    public static IEnumerable<ProjectFile> OfProduct =>
        All.Where(project => project.Path.StartsWith("src/", StringComparison.Ordinal));

    /// <summary>The project's folder, with a slash at its end.</summary>
    public string Folder => Path[..(Path.LastIndexOf('/') + 1)];

    public static ProjectFile Parse(TextFile file)
    {
        var xml = XDocument.Parse(file.Text);
        var name = System.IO.Path.GetFileNameWithoutExtension(file.Path);
        return new ProjectFile(
            file.Path,
            name,
            xml.Descendants("AssemblyName").FirstOrDefault()?.Value ?? name,
            xml.Descendants("RootNamespace").FirstOrDefault()?.Value ?? name,
            [.. xml.Descendants("ProjectReference").Where(IsForCode).Select(Include).Select(
                System.IO.Path.GetFileNameWithoutExtension)!],
            [.. xml.Descendants("PackageReference").Select(Include)]);
    }

    private static bool IsForCode(XElement reference) =>
        (string?)reference.Attribute("ReferenceOutputAssembly") != "false";

    private static string Include(XElement item) => (string?)item.Attribute("Include") ?? "";
}
