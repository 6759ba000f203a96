using System.Text.Json.Nodes;
using Fairway.Charts;
using Fairway.Conformance.Hosts;
using Fairway.Schema.Json;
using Fairway.Schema.Yaml;
using Xunit;

namespace Fairway.Conformance.Charts;

/// <summary>The sample charts say what the real helm makes them say, byte for byte.</summary>
public sealed class SampleChartTests
{
    private static readonly string[] Charts = ["cluster-policy", "edge-proxy", "registry-cache"];

    public static TheoryData<string, HelmLine, string> Cases()
    {
        var cases = new TheoryData<string, HelmLine, string>();
        foreach (var (chart, set, _) in ValueSets())
        {
            cases.Add(chart, HelmLine.Four, set);
            cases.Add(chart, HelmLine.Three, set);
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task A_sample_is_rendered_as_helm_renders_it(string chart, HelmLine line, string set)
    {
        var values = ValueSets().Single(row => row.Chart == chart && row.Set == set).Values;
        var folder = Path.Combine(ChartFolder.Samples, chart);
        using var scratch = new ScratchFolder();
        var cancel = TestContext.Current.CancellationToken;
        await File.WriteAllBytesAsync(scratch["values.yaml"], JsonText.Write(values), cancel);
        var helm = await HelmTool.TemplateAsync(line, folder, scratch["values.yaml"], cancel);
        Assert.True(helm.ExitCode == 0, helm.ToString());

        var ours = ChartFolder.Load(folder).Render(HelmTool.Input(line) with { Values = values }, cancel);

        Assert.Equal(helm.Output, ours.Manifest);
    }

    /// <summary>Chart, name of the set, values: a YAML document each, whose keys say which chart and set it
    /// is.</summary>
    private static IEnumerable<(string Chart, string Set, JsonObject Values)> ValueSets()
    {
        var text = Embedded.Text("charts/sample-values.yaml");
        var all = YamlReader.Read(text, YamlReadOptions.File) as JsonObject ?? [];
        return from chart in Charts
               from set in (all[chart] as JsonObject ?? []).ToList()
               select (chart, set.Key, (set.Value as JsonObject ?? []).DeepClone() as JsonObject ?? []);
    }
}
