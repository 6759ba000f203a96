using System.Diagnostics;
using Fairway.Conformance.Hosts;
using Fairway.Conformance.Kubectl;
using Xunit;

namespace Fairway.Conformance.Delivery;

/// <summary>
/// A fleet of three clusters, one for each stage, as somebody has it who works beside <c>fairway up</c>: kubectl, the
/// CLI's verbs, and nothing else.
/// </summary>
public sealed class DeliveryFleet : IAsyncLifetime
{
    internal const string Canary = "cluster-001";
    internal const string Smallflow = "cluster-002";
    internal const string Production = "cluster-003";

    private static readonly string Program = Path.Combine(AppContext.BaseDirectory, "fairway");
    private readonly ScratchFolder folder = new();
    private readonly string[] more;
    private FleetProcess? fleet;

    /// <summary>A fleet that manages itself, and runs what its pipelines name as tasks of the machine.</summary>
    public DeliveryFleet()
        : this("--allow-local-tasks")
    {
    }

    /// <summary>A fleet with more of the command's options.</summary>
    internal DeliveryFleet(params string[] more) => this.more = more;

    internal static IReadOnlyList<string> Clusters => [Canary, Smallflow, Production];

    internal string Kubeconfig => Fleet.Kubeconfig;

    /// <summary>The database of records.</summary>
    internal string Records => folder["fleet/records.db"];

    /// <summary>Everything that the fleet's process has said.</summary>
    internal string Said => Fleet.Output;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private FleetProcess Fleet => fleet ?? throw new InvalidOperationException("the fleet has not been started");

    /// <summary>Starts the fleet, and writes chart and pipelines.</summary>
    public async ValueTask InitializeAsync()
    {
        var behaviours = folder["behaviours.yaml"];
        await File.WriteAllTextAsync(behaviours, DeliveryObjects.Behaviours, Cancel);
        await WriteAsync("chart", DeliveryObjects.Chart);
        fleet = await FleetProcess.StartAsync(
            folder["fleet"],
            Clusters.Count,
            nodes: 4,
            ["--behaviours", behaviours, .. more],
            Cancel);
        await Meta().DoAsync("apply -f -", DeliveryObjects.Pipelines);
    }

    /// <summary>Ends it.</summary>
    public async ValueTask DisposeAsync()
    {
        if (fleet is not null)
        {
            await fleet.DisposeAsync();
        }

        folder.Dispose();
    }

    /// <summary>kubectl on the meta cluster.</summary>
    internal KubectlSession Meta(string ns = "default") => On("meta", ns);

    /// <summary>kubectl on a cluster.</summary>
    internal KubectlSession On(string context, string ns) =>
        KubectlSession.At(Kubeconfig, context, ns, Directory.CreateDirectory(folder["home"]).FullName);

    /// <summary>A folder of this fleet's, made where it is missing.</summary>
    internal string ChartFolder(string name) => Directory.CreateDirectory(folder[name]).FullName;

    /// <summary>Runs a verb of the CLI to its end; its arguments are parted by spaces.</summary>
    internal Task<CommandResult> TryAsync(string arguments)
    {
        var start = new ProcessStartInfo(Program, arguments.Split(' '));
        start.Environment["KUBECONFIG"] = Kubeconfig;
        return CommandLine.RunAsync(start, null, Cancel);
    }

    /// <summary>Runs a verb that must succeed.</summary>
    /// <returns>What it printed.</returns>
    internal async Task<string> DoAsync(string arguments)
    {
        var result = await TryAsync(arguments);
        Assert.True(result.ExitCode == 0, $"{result}\nthe fleet said:\n{Said}");
        return result.Output;
    }

    /// <summary>Starts a verb that goes on, and waits until it has said something that holds <paramref name="ready"/>.
    /// </summary>
    internal async Task<ServerProcess> BeginAsync(string arguments, string ready)
    {
        var (process, _) = await ServerProcess.StartAsync(
            Program,
            arguments.Split(' '),
            line => line.Contains(ready, StringComparison.Ordinal),
            Cancel,
            new Dictionary<string, string> { ["KUBECONFIG"] = Kubeconfig });
        return process;
    }

    /// <summary>Pushes a version of a component.</summary>
    internal Task PushAsync(string component, string version, string chart = "chart") => DoAsync(
        $"component push {folder[chart]} --component {component} --version {version} "
            + $"--image store=registry.example/store:{version}");

    /// <summary>Writes a chart into a folder of its name.</summary>
    internal async Task WriteAsync(string chart, IReadOnlyList<KeyValuePair<string, string>> files)
    {
        foreach (var (path, text) in files)
        {
            var file = Path.Combine(folder[chart], path);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            await File.WriteAllTextAsync(file, text, Cancel);
        }
    }

    /// <summary>Makes a component, pushes versions, and installs the first of them everywhere.</summary>
    internal Task InstallAsync(string component, params string[] versions) =>
        InstallFromAsync("chart", component, versions);

    /// <summary>The same from another chart.</summary>
    internal async Task InstallFromAsync(string chart, string component, params string[] versions)
    {
        await Meta().DoAsync("apply -f -", DeliveryObjects.Component(component));
        await Task.WhenAll(versions.Select(version => PushAsync(component, version, chart)));
        var first = $"{component}={versions[0]}";
        await DoAsync($"release create {component}-first {first} -p {DeliveryObjects.Install} --watch");
    }

    /// <summary>Creates a Release and follows it from its first line on.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="change">What it brings: <c>proxy=1.2.3</c>.</param>
    /// <param name="pipeline">Its pipeline.</param>
    /// <param name="clusters">Selector of its clusters.</param>
    internal async Task<ServerProcess> ReleaseAsync(
        string name, string change, string pipeline, string clusters = "fairway.dev/stage")
    {
        await DoAsync($"release create {name} {change} -p {pipeline} -l {clusters}");
        return await BeginAsync($"release watch {name}", $"{name}: ");
    }

    /// <summary>Waits until a field of a cluster's part in a Release has a value.</summary>
    /// <param name="cluster">The cluster.</param>
    /// <param name="release">The Release.</param>
    /// <param name="field">Path: <c>.status.phase</c>.</param>
    /// <param name="value">The value.</param>
    internal async Task WaitForAsync(string cluster, string release, string field, string value)
    {
        await Meta(cluster).DoAsync($"wait fcr/{release} --for=create --timeout=120s");
        await Meta(cluster).DoAsync($"wait fcr/{release} --for=jsonpath={{{field}}}={value} --timeout=120s");
    }

    /// <summary>The versions that pods of a cluster run, by ordinal.</summary>
    internal async Task<string> VersionsAsync(string cluster, string component)
    {
        var images = await On(cluster, component)
            .DoAsync("get pods -l app=store --sort-by=.metadata.name -o jsonpath={.items[*].spec.containers[0].image}");
        return string.Join(' ', images.Split(' ').Select(image => image.Split(':')[^1]));
    }

    /// <summary>Asserts what all pods of all clusters run.</summary>
    internal async Task AssertAllRunAsync(string component, string version)
    {
        var all = string.Join(' ', Enumerable.Repeat(version, DeliveryObjects.Replicas));
        foreach (var cluster in Clusters)
        {
            Assert.Equal($"{cluster} {all}", $"{cluster} {await VersionsAsync(cluster, component)}");
        }
    }
}
