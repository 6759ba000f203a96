using System.Reflection;
using System.Text.Json.Nodes;
using Fairway.Charts;
using Fairway.Components.Packaging;
using Fairway.Simulation.Fleets;

namespace Fairway.Simulation.Stories;

/// <summary>The sample charts, pushed as <c>fairway component push</c> pushes them.</summary>
internal static class SampleCharts
{
    /// <summary>Pushes one version of a component, with one image.</summary>
    public static async Task PushAsync(SimulatedCluster meta, string chart, string version, string image, string place)
    {
        var files = Files(chart);
        var digest = $"{ChartArchive.Load(files).Digest}";
        var map = $"chart-{chart}-{digest["sha256:".Length..][..12]}";
        if (meta.Find("configmaps", "fairway-system", map) is null)
        {
            await meta.PostAsync("/api/v1/namespaces/fairway-system/configmaps", new JsonObject
            {
                ["metadata"] = new JsonObject { ["name"] = map },
                ["immutable"] = true,
                ["binaryData"] = new JsonObject
                {
                    ["chart.tgz"] = Convert.ToBase64String(ChartFiles.Pack(chart, files)),
                },
            });
        }

        var spec = $$"""
            {"component":"{{chart}}","version":"{{version}}","chart":{"digest":"{{digest}}","configMap":"{{map}}"},
             "images":{"{{place}}":"{{image}}"} }
            """;
        await meta.PostAsync(
            People.PathOf("componentversions"), People.Object("ComponentVersion", $"{chart}-{version}", spec));
    }

    private static SortedDictionary<string, ReadOnlyMemory<byte>> Files(string chart)
    {
        var files = new SortedDictionary<string, ReadOnlyMemory<byte>>(StringComparer.Ordinal);
        var prefix = $"charts/{chart}/";
        var assembly = Assembly.GetExecutingAssembly();
        var names = assembly.GetManifestResourceNames();
        foreach (var name in names.Where(name => name.StartsWith(prefix, StringComparison.Ordinal)))
        {
            using var stream = assembly.GetManifestResourceStream(name)!;
            var bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            files[name[prefix.Length..]] = bytes;
        }

        return files;
    }
}
