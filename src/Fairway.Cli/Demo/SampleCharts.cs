using System.Reflection;

namespace Fairway.Cli.Demo;

/// <summary>The charts under <c>samples/</c>, which the program carries with it.</summary>
internal static class SampleCharts
{
    private const string Folder = "charts/";

    /// <summary>The files of a chart, by their path in it.</summary>
    public static IReadOnlyDictionary<string, ReadOnlyMemory<byte>> Read(string chart)
    {
        var prefix = $"{Folder}{chart}/";
        var assembly = typeof(SampleCharts).Assembly;
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
