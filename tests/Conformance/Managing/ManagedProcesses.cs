using System.Diagnostics;
using System.Globalization;
using Fairway.Conformance.Hosts;
using Fairway.Conformance.Kubectl;
using Xunit;

namespace Fairway.Conformance.Managing;

/// <summary>A fleet behind a slow line, and each manager and tenant a process that has nothing but a
/// kubeconfig.</summary>
internal sealed class ManagedProcesses : IAsyncDisposable
{
    private readonly ScratchFolder folder = new();
    private readonly List<ServerProcess> processes = [];

    /// <summary>The clusters.</summary>
    public FleetProcess Fleet { get; private set; } = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static string Program => Path.Combine(AppContext.BaseDirectory, "fairway");

    /// <summary>Starts the clusters, with 50 ms of latency and some requests turned away; nobody manages
    /// them yet.</summary>
    public static async Task<ManagedProcesses> StartAsync(int clusters)
    {
        var managed = new ManagedProcesses();
        string[] more = ["--without", "manager,tenants", "--latency", "50ms", "--throttle", "3%"];
        managed.Fleet = await FleetProcess.StartAsync(managed.folder["fleet"], clusters, nodes: 4, more, Cancel);
        return managed;
    }

    /// <summary>Starts a manager.</summary>
    /// <param name="id">Its name.</param>
    /// <param name="records">Address of its records; null for a file that all managers of the fleet share.</param>
    public Task<ServerProcess> ManagerAsync(string id, string? records = null) => StartAsync(
        "managing the fleet",
        "manager", "--id", id, "--metadb", records ?? folder["records.db"], "--kubeconfig", Fleet.Kubeconfig);

    /// <summary>Starts the tenant process of a cluster.</summary>
    public Task<ServerProcess> TenantAsync(string cluster) => StartAsync(
        "carrying out the Rollouts", "tenant", "--kubeconfig", Fleet.Kubeconfig, "--context", cluster);

    /// <summary>Starts to follow a release; completes when it says <paramref name="until"/>.</summary>
    public Task<ServerProcess> WatchAsync(string release, string until) =>
        StartAsync(until, "release", "watch", release, "--kubeconfig", Fleet.Kubeconfig);

    /// <summary>Runs a verb that must succeed; gives what it printed.</summary>
    public async Task<string> DoAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo(Program, [.. arguments, "--kubeconfig", Fleet.Kubeconfig]);
        var result = await CommandLine.RunAsync(start, null, Cancel);
        Assert.True(result.ExitCode == 0, result.ToString());
        return result.Output;
    }

    /// <summary>kubectl on a cluster.</summary>
    public KubectlSession Kubectl(string context, string ns) =>
        KubectlSession.At(Fleet.Kubeconfig, context, ns, folder.Path);

    /// <summary>Writes a chart of one StatefulSet; gives its folder.</summary>
    public string Chart(int replicas)
    {
        var chart = folder["web"];
        Directory.CreateDirectory(Path.Combine(chart, "templates"));
        var count = replicas.ToString(CultureInfo.InvariantCulture);
        File.WriteAllText(Path.Combine(chart, "Chart.yaml"), "apiVersion: v2\nname: web\nversion: 1.0.0\n");
        File.WriteAllText(Path.Combine(chart, "values.yaml"), $"replicas: {count}\nimage: \"\"\n");
        File.WriteAllText(Path.Combine(chart, "templates", "web.yaml"), Manifests.Web);
        return chart;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in processes)
        {
            await process.DisposeAsync();
        }

        await Fleet.DisposeAsync();
        folder.Dispose();
    }

    private async Task<ServerProcess> StartAsync(string ready, params string[] arguments)
    {
        var (process, _) = await ServerProcess.StartAsync(
            Program, arguments, line => line.Contains(ready, StringComparison.Ordinal), Cancel);
        processes.Add(process);
        return process;
    }
}
