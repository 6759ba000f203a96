using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Fairway.Api.Clusters;
using Fairway.Api.Components;
using Fairway.Charts;
using Fairway.Conformance.Hosts;
using Fairway.Schema.Json;
using Fairway.Tests.Components.Samples;
using Xunit;

namespace Fairway.Conformance.Charts;

/// <summary>The charts of the demo fleet, with the values that its clusters have, say what both helms make them say,
/// byte for byte.</summary>
public sealed class SampleComponentTests
{
    private const int Cores = 2;

    private static readonly SampleFleet Fleet = SampleFleet.Read();

    /// <summary>A cluster of each profile.</summary>
    private static readonly string[] Clusters = ["metal-003", "cloud-002", "tenants-001"];

    /// <summary>What charts would draw by chance, and each renderer otherwise.</summary>
    private static readonly Dictionary<string, string> Drawn = new()
    {
        ["hall-lb"] = """{"memberKey":"k"}""",
        ["ingress-controller"] = """{"admission":{"ca":"a","certificate":"b","key":"c"}}""",
        ["message-broker"] = """{"clusterSecret":"s"}""",
    };

    public static TheoryData<string> Cases() => [.. Fleet.Components.Select(component => component.Metadata.Name)];

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task A_component_is_rendered_as_both_helms_render_it(string name)
    {
        var component = Fleet.Components.Single(item => item.Metadata.Name == name);
        var runs = from cluster in Fleet.Clusters
                   where Clusters.Contains(cluster.Id) && Fleet.For(cluster).Contains(component)
                   from line in new[] { HelmLine.Three, HelmLine.Four }
                   select (cluster, line);
        var differences = new ConcurrentQueue<string>();

        await Parallel.ForEachAsync(
            runs,
            new ParallelOptions
            {
                MaxDegreeOfParallelism = Cores,
                CancellationToken = TestContext.Current.CancellationToken,
            },
            async (run, token) =>
            {
                var (helm, ours) = await RenderAsync(component, run.cluster, run.line, token);
                if (helm != ours)
                {
                    differences.Enqueue($"{run.cluster.Id}, Helm {run.line}\nhelm:\n{helm}\nours:\n{ours}");
                }
            });

        Assert.True(differences.IsEmpty, string.Join('\n', differences));
    }

    private static async Task<(string Helm, string Ours)> RenderAsync(
        Component component, Cluster cluster, HelmLine line, CancellationToken cancel)
    {
        var name = component.Metadata.Name;
        var values = (JsonObject)Fleet.Values(component, cluster).Values.DeepClone();
        foreach (var (key, value) in JsonNode.Parse(Drawn.GetValueOrDefault(name, "{}"))!.AsObject())
        {
            values[key] = value!.DeepClone();
        }

        using var scratch = new ScratchFolder();
        await File.WriteAllBytesAsync(scratch["values.yaml"], JsonText.Write(values), cancel);
        var folder = Path.Combine(ChartFolder.Samples, name);
        var helm = await HelmTool.TemplateAsync(line, folder, scratch["values.yaml"], cancel);
        Assert.True(helm.ExitCode == 0, $"{helm}");
        var input = HelmTool.Input(line) with { Values = values };
        return (helm.Output, Fleet.ChartOf(name).Render(input, cancel).Manifest);
    }
}
