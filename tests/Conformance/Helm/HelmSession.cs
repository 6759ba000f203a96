using System.Diagnostics;
using System.Text.Json.Nodes;
using Fairway.Conformance.Hosts;
using Fairway.Conformance.Kubectl;
using Xunit;

namespace Fairway.Conformance.Helm;

/// <summary>Runs one line of helm against the fleet's cluster, in a namespace of its own.</summary>
internal sealed class HelmSession
{
    private readonly string program;
    private readonly string kubeconfig;
    private readonly string home;

    private HelmSession(string version, string kubeconfig, string home, KubectlSession kubectl)
    {
        program = Tool.Path($"FAIRWAY_HELM_{version}");
        this.kubeconfig = kubeconfig;
        this.home = home;
        IsFour = version == "4";
        Kubectl = kubectl;
    }

    /// <summary>3.17 patches from the client, three-way; 4.2 applies on the server.</summary>
    public static TheoryData<string> Versions => ["3", "4"];

    /// <summary>The chart of this folder.</summary>
    public static string Chart { get; } = Path.Combine(AppContext.BaseDirectory, "Helm", "Charts", "web");

    public bool IsFour { get; }

    /// <summary>A look at the same namespace by other means.</summary>
    public KubectlSession Kubectl { get; }

    /// <summary>A session whose namespace is not there yet.</summary>
    public static async Task<HelmSession> StartAsync(FleetFixture fixture, string version)
    {
        var fleet = await fixture.FleetAsync();
        var home = fixture.Folder($"home-helm-{version}");
        var ns = fixture.FreshName("helm");
        var kubectl = KubectlSession.At(fleet.Kubeconfig, FleetFixture.Cluster, ns, home);
        return new HelmSession(version, fleet.Kubeconfig, home, kubectl);
    }

    /// <summary>The same with a release <c>one</c> of the chart in it, installed without hooks.</summary>
    public static async Task<HelmSession> InstalledAsync(FleetFixture fixture, string version)
    {
        var helm = await StartAsync(fixture, version);
        await helm.DoAsync($"install one {Chart} --create-namespace --no-hooks --wait");
        return helm;
    }

    /// <summary>Runs a command that must succeed; its arguments are parted by spaces.</summary>
    public async Task<string> DoAsync(string arguments)
    {
        var result = await RunAsync(arguments);
        Assert.True(result.ExitCode == 0, result.ToString());
        return result.Output.TrimEnd('\n');
    }

    /// <summary>Runs a command that must fail.</summary>
    /// <returns>What it complained.</returns>
    public async Task<string> FailAsync(string arguments)
    {
        var result = await RunAsync(arguments);
        Assert.True(result.ExitCode != 0, result.ToString());
        return result.Errors.TrimEnd('\n');
    }

    /// <summary>What <c>helm list</c> says of every release of the namespace: name, revision, status.</summary>
    public async Task<string[]> ReleasesAsync()
    {
        var everything = IsFour ? "" : " --all";
        var list = JsonNode.Parse(await DoAsync($"list -o json{everything}"))!.AsArray();
        return [.. list.Select(item => $"{item!["name"]} {item["revision"]} {item["status"]}")];
    }

    /// <summary>Revision and status of each entry of a release's history.</summary>
    public async Task<string[]> HistoryAsync(string release)
    {
        var history = JsonNode.Parse(await DoAsync($"history {release} -o json"))!.AsArray();
        return [.. history.Select(item => $"{item!["revision"]} {item["status"]}")];
    }

    private Task<CommandResult> RunAsync(string arguments)
    {
        var start = new ProcessStartInfo(
            program,
            [
                .. arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries),
                "--kube-context",
                FleetFixture.Cluster,
                "--namespace",
                Kubectl.Namespace,
            ]
        );
        start.Environment["KUBECONFIG"] = kubeconfig;
        start.Environment["HOME"] = home;
        start.Environment["HELM_NO_PLUGINS"] = "1";
        return CommandLine.RunAsync(start, null, TestContext.Current.CancellationToken);
    }
}
