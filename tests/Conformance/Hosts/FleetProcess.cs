using System.Globalization;
using System.Text.RegularExpressions;
using k8s;

namespace Fairway.Conformance.Hosts;

/// <summary>
/// A fleet that <c>fairway up</c> runs, as a user starts it: a process of its own, seen by its kubeconfig alone.
/// </summary>
internal sealed partial class FleetProcess : IAsyncDisposable
{
    private readonly ServerProcess process;

    private FleetProcess(ServerProcess process, string kubeconfig)
    {
        this.process = process;
        Kubeconfig = kubeconfig;
    }

    /// <summary>The path of the kubeconfig: context <c>meta</c> first, then the clusters.</summary>
    public string Kubeconfig { get; }

    /// <summary>Everything it has printed.</summary>
    public string Output => process.Output;

    /// <summary>The lines about faults of the twin itself; each is a bug.</summary>
    public IReadOnlyList<string> Faults =>
        [.. process.Output.Split('\n').Where(line => line.Contains("internal error", StringComparison.Ordinal))];

    /// <summary>Starts bare clusters, managed by nobody, in the folder <paramref name="data"/>.</summary>
    public static Task<FleetProcess> StartAsync(string data, int clusters, int nodes, CancellationToken cancel) =>
        StartAsync(data, clusters, nodes, ["--without", "registration,metrics"], cancel);

    /// <summary>Starts a fleet with more of the command's options.</summary>
    public static async Task<FleetProcess> StartAsync(
        string data, int clusters, int nodes, IReadOnlyList<string> more, CancellationToken cancel)
    {
        string[] arguments =
        [
            "up",
            "--clusters",
            Text(clusters),
            "--nodes",
            Text(nodes),
            "--data",
            data,
            "--port",
            "0",
            "--seed",
            Text(Budget.Seed),
            .. more,
        ];
        var program = Path.Combine(AppContext.BaseDirectory, "fairway");
        var (process, line) = await ServerProcess.StartAsync(program, arguments, Ready().IsMatch, cancel);
        return new FleetProcess(process, Ready().Match(line).Groups["path"].Value);
    }

    /// <summary>A fleet as the transcripts want it: one cluster of exactly two nodes.</summary>
    public static Task<FleetProcess> StartForReplayAsync(string data, CancellationToken cancel) =>
        StartAsync(data, clusters: 1, nodes: 2, cancel);

    /// <summary>How to reach a cluster: URL, token, authority, TLS server name.</summary>
    public KubernetesClientConfiguration Configuration(string context) =>
        KubernetesClientConfiguration.BuildConfigFromConfigFile(Kubeconfig, context);

    /// <summary>Plain HTTP to a cluster.</summary>
    public ClusterClient Client(string context) => new(Configuration(context));

    /// <summary>SIGKILL; nothing is said or saved.</summary>
    public Task KillAsync() => process.KillAsync();

    /// <summary>Ctrl-C.</summary>
    public Task InterruptAsync(CancellationToken cancel) => process.InterruptAsync(cancel);

    /// <summary>Completes when it has said something that holds the text.</summary>
    public Task SaysAsync(string text, CancellationToken cancel) => process.SaysAsync(text, cancel);

    /// <summary>Completes with the exit code.</summary>
    public Task<int> WaitForExitAsync(CancellationToken cancel) => process.WaitForExitAsync(cancel);

    public ValueTask DisposeAsync() => process.DisposeAsync();

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    [GeneratedRegex("ready at (?<url>https://\\S+) .*export KUBECONFIG='?(?<path>[^']+)'?$")]
    private static partial Regex Ready();
}
