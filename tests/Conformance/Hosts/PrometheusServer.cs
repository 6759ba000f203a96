namespace Fairway.Conformance.Hosts;

/// <summary>A real Prometheus that scrapes one target each second.</summary>
internal sealed class PrometheusServer : IAsyncDisposable
{
    private readonly ScratchFolder folder;
    private readonly ServerProcess process;

    private PrometheusServer(ScratchFolder folder, ServerProcess process, string url)
    {
        this.folder = folder;
        this.process = process;
        Url = url;
    }

    public string Url { get; }

    public static Task<PrometheusServer> StartAsync(MetricsTarget target, string rules, CancellationToken cancel) =>
        StartAsync(target.Port, rules, cancel);

    /// <summary>The same for a target that somebody else runs on a port of the loopback.</summary>
    public static async Task<PrometheusServer> StartAsync(int targetPort, string rules, CancellationToken cancel)
    {
        var folder = new ScratchFolder();
        var port = FreePort.Next();
        await File.WriteAllTextAsync(folder["rules.yml"], rules, cancel);
        await File.WriteAllTextAsync(
            folder["prometheus.yml"],
            $$"""
            global: {scrape_interval: 1s, evaluation_interval: 1s}
            rule_files: [rules.yml]
            scrape_configs:
            - job_name: fleet
              honor_labels: true
              static_configs: [{targets: ["127.0.0.1:{{targetPort}}"]}]
            """,
            cancel);
        var (process, _) = await ServerProcess.StartAsync(
            Tool.Path("FAIRWAY_PROMETHEUS"),
            [
                $"--config.file={folder["prometheus.yml"]}",
                $"--storage.tsdb.path={folder["data"]}",
                $"--web.listen-address=127.0.0.1:{port}",
            ],
            line => line.Contains("ready to receive web requests", StringComparison.Ordinal),
            cancel);
        return new PrometheusServer(folder, process, $"http://127.0.0.1:{port}");
    }

    public async ValueTask DisposeAsync()
    {
        await process.DisposeAsync();
        folder.Dispose();
    }
}
