using Fairway.Charts;

namespace Fairway.Conformance.Charts;

/// <summary>Charts in folders, as their files.</summary>
internal static class ChartFolder
{
    /// <summary>The folder of the sample charts.</summary>
    public static string Samples => Path.Combine(Root, "samples", "charts");

    private static string Root =>
        Environment.GetEnvironmentVariable("FAIRWAY_ROOT")
            ?? throw new InvalidOperationException("FAIRWAY_ROOT is not set: run the tests by ./test");

    public static Chart Load(string folder) => ChartArchive.Load(
        Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).ToDictionary(
            file => Path.GetRelativePath(folder, file).Replace('\\', '/'),
            file => (ReadOnlyMemory<byte>)File.ReadAllBytes(file)));
}
