using System.Text.Json.Nodes;
using Fairway.Charts;
using Fairway.Schema.Yaml;

namespace Fairway.Bench.Charts.Comparison;

/// <summary>What Fairway makes of a chart.</summary>
internal static class FairwayAnswers
{
    public const string Release = "rel";
    public const string Namespace = "ops";
    public const string KubeVersion = "v1.36.0";

    public static Answer Ask(ChartCase chart, HelmLine line, DateTimeOffset now)
    {
        try
        {
            var rendered = Load(chart.Folder).Render(new RenderInput(Release, Namespace)
            {
                KubeVersion = KubeVersion,
                ApiVersions = HelmDefaults.ApiVersions(line),
                Helm = line,
                Now = now,
                Values = Values(chart.Values, line),
            });
            return new Answer(rendered.Manifest, null);
        }
        catch (Exception fault) when (fault is ChartException or YamlFormatException)
        {
            return new Answer("", fault.Message);
        }
    }

    private static Chart Load(string folder) => ChartArchive.Load(
        Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Where(file => !file.Contains("/templates/.", StringComparison.Ordinal))
            .ToDictionary(
            file => Path.GetRelativePath(folder, file),
            file => (ReadOnlyMemory<byte>)File.ReadAllBytes(file),
            StringComparer.Ordinal));

    private static JsonObject Values(string? file, HelmLine line) =>
        file is null ? [] : ChartValues.Read(file, File.ReadAllBytes(file), line);
}
