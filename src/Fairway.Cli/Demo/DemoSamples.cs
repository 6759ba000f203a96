using System.Reflection;
using Fairway.Cli.Fleets;

namespace Fairway.Cli.Demo;

/// <summary>What the program carries with it of <c>samples/</c>.</summary>
internal static class DemoSamples
{
    private const string Folder = "charts/";
    private const string Profile = "demo/fleet.yaml";

    /// <summary>The clusters of the demo's fleet.</summary>
    public static IReadOnlyList<FleetMember> Members { get; } =
        ProfileFile.Parse(Profile, Content(typeof(DemoSamples).Assembly, Profile));

    /// <summary>The files of a chart, by their path in it.</summary>
    public static IReadOnlyDictionary<string, ReadOnlyMemory<byte>> Chart(string chart)
    {
        var prefix = $"{Folder}{chart}/";
        var assembly = typeof(DemoSamples).Assembly;
        var files = new SortedDictionary<string, ReadOnlyMemory<byte>>(StringComparer.Ordinal);
        foreach (var name in assembly.GetManifestResourceNames())
        {
            if (name.StartsWith(prefix, StringComparison.Ordinal))
            {
                files[name[prefix.Length..]] = Content(assembly, name);
            }
        }

        return files;
    }

    private static byte[] Content(Assembly assembly, string name)
    {
        using var stream = assembly.GetManifestResourceStream(name)!;
        var content = new MemoryStream();
        stream.CopyTo(content);
        return content.ToArray();
    }
}
