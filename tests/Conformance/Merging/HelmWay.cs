using System.Text.Json.Nodes;
using Fairway.Conformance.Helm;
using Fairway.Conformance.Hosts;

namespace Fairway.Conformance.Merging;

/// <summary>One line of helm, patching from the client: one chart of all objects, installed and upgraded.</summary>
internal sealed class HelmWay(HelmSession helm, string chart) : IMergeWay
{
    private string ByPatches => helm.IsFour ? " --server-side=false" : "";

    public string Namespace => helm.Kubectl.Namespace;

    public static async Task<HelmWay> StartAsync(FleetFixture fixture, string version) =>
        new(await HelmSession.StartAsync(fixture, version), fixture.Folder(fixture.FreshName("drawn-chart")));

    public async Task ApplyAsync(IReadOnlyList<DrawnStory> stories)
    {
        await WriteAsync("0.1.0", stories.Select(story => story.Recorded));
        await helm.DoAsync($"install one {chart} --create-namespace{ByPatches}");
    }

    public async Task AdvanceAsync(IReadOnlyList<DrawnStory> stories)
    {
        await WriteAsync("0.2.0", stories.Select(story => story.Target));
        await helm.DoAsync($"upgrade one {chart}{ByPatches}");
    }

    private async Task WriteAsync(string version, IEnumerable<JsonObject> objects)
    {
        var templates = Directory.CreateDirectory(Path.Combine(chart, "templates")).FullName;
        await File.WriteAllTextAsync(
            Path.Combine(chart, "Chart.yaml"), $"apiVersion: v2\nname: drawn\nversion: {version}\n");
        await File.WriteAllTextAsync(
            Path.Combine(templates, "all.yaml"),
            string.Join("\n---\n", objects.Select(one => one.ToJsonString())));
    }
}
