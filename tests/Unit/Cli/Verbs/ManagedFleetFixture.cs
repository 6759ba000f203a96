using System.Text.Json.Nodes;
using Fairway.Cli;
using Fairway.Cli.Fleets;
using Fairway.Cli.Logging;
using Fairway.Conformance.Managing;
using Fairway.Kube;
using Fairway.Kube.Requests;
using Fairway.Schema.Yaml;
using Xunit;

namespace Fairway.Tests.Cli.Verbs;

/// <summary>A fleet of two clusters with its manager and tenants, in this process, as <c>fairway up</c> has
/// it.</summary>
public sealed class ManagedFleetFixture : IAsyncLifetime
{
    private const string Objects = """
        items:
        - {apiVersion: fairway.dev/v1alpha1, kind: Component, plural: components, metadata: {name: web},
           spec: {type: AddOn, namespace: web, images: [{name: web, path: image}]}}
        - {apiVersion: fairway.dev/v1alpha1, kind: Component, plural: components, metadata: {name: kcm},
           spec: {type: ControlPlane, part: kcm}}
        - {apiVersion: fairway.dev/v1alpha1, kind: ReleasePipeline, plural: releasepipelines, metadata: {name: all},
           spec: {stages: [{name: canary, selector: {matchLabels: {fairway.dev/stage: canary}}},
             {name: rest, selector: {}}]}}
        """;

    private readonly TemporaryFolder folder = new();
    private ManagedFleet? managed;

    /// <summary>Folder of the chart.</summary>
    public string Chart => folder.In("web");

    /// <summary>Path of the kubeconfig.</summary>
    public string Kubeconfig => managed!.Fleet.KubeconfigPath;

    /// <summary>Told by the fleet.</summary>
    public IReadOnlyList<string> Log => log;

    private readonly List<string> log = [];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>The API of a cluster, from inside.</summary>
    internal IKubeApi Inside(string cluster) => managed!.Fleet.Inside(cluster);

    /// <summary>Runs a verb against this fleet.</summary>
    internal Task<(int Code, string Out, string Error)> RunAsync(params string[] arguments) =>
        CommandLine.RunAsync([.. arguments, "--kubeconfig", Kubeconfig]);

    public async ValueTask InitializeAsync()
    {
        Directory.CreateDirectory(Path.Combine(Chart, "templates"));
        await File.WriteAllTextAsync(
            Path.Combine(Chart, "Chart.yaml"), "apiVersion: v2\nname: web\nversion: 1.0.0\n", Cancel);
        await File.WriteAllTextAsync(Path.Combine(Chart, "values.yaml"), "replicas: 2\nimage: \"\"\n", Cancel);
        await File.WriteAllTextAsync(Path.Combine(Chart, "templates", "web.yaml"), Manifests.Web, Cancel);
        managed = await ManagedFleet.StartAsync(
            new FleetOptions { Clusters = 2, Nodes = 2, Data = folder.In("data"), Port = 0, Seed = 1 },
            new FleetClock(TimeProvider.System),
            new LogLines(TimeProvider.System, log.Add, verbose: true),
            Cancel);
        foreach (var item in YamlReader.ReadObject(System.Text.Encoding.UTF8.GetBytes(Objects))["items"]!.AsArray())
        {
            await ApplyAsync((JsonObject)item!.DeepClone());
        }
    }

    public async ValueTask DisposeAsync()
    {
        await managed!.DisposeAsync();
        folder.Dispose();
    }

    private async Task ApplyAsync(JsonObject item)
    {
        var plural = item["plural"]!.GetValue<string>();
        item.Remove("plural");
        var resource = new KubeResource("fairway.dev", "v1alpha1", plural, item["kind"]!.GetValue<string>(), false);
        await Inside(ClusterIds.Meta).CreateAsync(resource, null, item, WriteOptions.None, Cancel);
    }
}
