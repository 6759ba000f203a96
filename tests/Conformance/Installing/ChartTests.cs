using System.Globalization;
using System.Text.Json.Nodes;
using Fairway.Charts;
using Fairway.Conformance.Charts;
using Fairway.Conformance.Hosts;
using Fairway.Conformance.Kubectl;
using Xunit;

namespace Fairway.Conformance.Installing;

/// <summary>Fairway's own chart: rendered by the real helm, installed by it, and a manager that lives by what it
/// gives.</summary>
public sealed class ChartTests
{
    private const string Namespace = "fairway-system";

    private const string Settings = """
        {"replicas": 3, "image": {"repository": "registry.example/fairway", "digest":
        "sha256:0000000000000000000000000000000000000000000000000000000000000000", "pullSecrets": [{"name": "pull"}]},
        "valueSecrets": ["tokens"], "extraArgs": ["--verbose"], "extraEnv": [{"name": "A", "value": "b"}],
        "nodeSelector": {"pool": "infra"}, "tolerations": [{"key": "infra", "operator": "Exists"}],
        "priorityClassName": "system-cluster-critical", "podMonitor": {"enabled": true, "labels": {"team": "a"}},
        "networkPolicy": {"metricsFrom": [{"podSelector": {"matchLabels": {"app": "prometheus"}}}]}}
        """;

    private static string Chart { get; } =
        Path.GetFullPath(Path.Combine(ChartFolder.Samples, "..", "..", "deploy", "chart"));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<HelmLine, string> Cases() => new()
    {
        { HelmLine.Three, "{}" }, { HelmLine.Three, Settings }, { HelmLine.Four, "{}" }, { HelmLine.Four, Settings },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task The_chart_is_rendered_by_us_as_by_helm(HelmLine line, string values)
    {
        using var scratch = new ScratchFolder();
        await File.WriteAllTextAsync(scratch["values.yaml"], values, Cancel);
        var start = HelmTool.Start(line, scratch.Path);
        string[] arguments =
        [
            "template", "fairway", Chart, "--namespace", Namespace, "--kube-version", HelmTool.KubeVersion,
            "--values", scratch["values.yaml"],
        ];
        Array.ForEach(arguments, start.ArgumentList.Add);
        var helm = await CommandLine.RunAsync(start, null, Cancel);
        Assert.True(helm.ExitCode == 0, helm.ToString());

        var input = HelmTool.Input(line) with
        {
            ReleaseName = "fairway",
            Namespace = Namespace,
            Values = (JsonObject)JsonNode.Parse(values)!,
        };
        Assert.Equal(helm.Output, ChartFolder.Load(Chart).Render(input, Cancel).Manifest);
    }

    [Fact]
    public async Task A_manager_lives_by_what_helm_has_installed()
    {
        using var scratch = new ScratchFolder();
        await using var fleet = await FleetProcess.StartAsync(scratch["fleet"], clusters: 1, nodes: 2, Cancel);
        foreach (var (line, context) in new[] { (HelmLine.Three, "cluster-001"), (HelmLine.Four, "meta") })
        {
            var kubectl = KubectlSession.At(fleet.Kubeconfig, context, Namespace, scratch.Path);
            await kubectl.DoAsync($"create namespace {Namespace}");
            await kubectl.DoAsync($"label namespace {Namespace} pod-security.kubernetes.io/enforce=restricted");
            await InstallAsync(line, fleet.Kubeconfig, context);
            await kubectl.DoAsync("wait crd/releases.fairway.dev --for=condition=Established --timeout=30s");

            // Pods are counted once they are made: the namespace lets none in that is not restricted.
            await kubectl.DoAsync(
                "wait deployment/fairway-manager --for=jsonpath={.status.replicas}=2 --timeout=30s");
        }

        await ManageAsync(fleet, scratch);
    }

    private static async Task InstallAsync(HelmLine line, string kubeconfig, string context)
    {
        var start = HelmTool.Start(line, Chart);
        string[] arguments =
            ["install", "fairway", ".", "--namespace", Namespace, "--kube-context", context, "--timeout", "60s"];
        Array.ForEach(arguments, start.ArgumentList.Add);
        start.Environment["KUBECONFIG"] = kubeconfig;
        start.Environment["HOME"] = Path.GetTempPath();
        var helm = await CommandLine.RunAsync(start, null, Cancel);
        Assert.True(helm.ExitCode == 0, helm.ToString());
    }

    /// <summary>The twin runs pods by data, so the manager runs here, with a token of its ServiceAccount.</summary>
    private static async Task ManageAsync(FleetProcess fleet, ScratchFolder scratch)
    {
        var kubectl = KubectlSession.At(fleet.Kubeconfig, "meta", Namespace, scratch.Path);
        var token = await kubectl.DoAsync("create token fairway-manager");
        var kubeconfig = scratch["of-manager"];
        File.Copy(fleet.Kubeconfig, kubeconfig);
        var own = KubectlSession.At(kubeconfig, "meta", Namespace, scratch.Path);
        await own.DoAsync($"config set-credentials manager --token={token}");
        await own.DoAsync("config set-context meta --user=manager");
        var port = FreePort.Next();
        var (manager, _) = await ServerProcess.StartAsync(
            Path.Combine(AppContext.BaseDirectory, "fairway"),
            [
                "manager", "--installed", "--kubeconfig", kubeconfig, "--context", "meta", "--metadb", scratch["db"],
                "--metrics-address", string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{port}"),
            ],
            line => line.Contains("managing the fleet", StringComparison.Ordinal),
            Cancel);
        await using (manager)
        {
            using var client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
            var seen = "";
            for (var attempt = 0; attempt < 120 && seen != "ok\n"; attempt++)
            {
                using var answer = await client.GetAsync(new Uri("/readyz", UriKind.Relative), Cancel);
                seen = await answer.Content.ReadAsStringAsync(Cancel);
                await Task.Delay(TimeSpan.FromMilliseconds(250), TimeProvider.System, Cancel);
            }

            Assert.Equal("ok\n", seen);
            var metrics = await client.GetStringAsync(new Uri("/metrics", UriKind.Relative), Cancel);
            Assert.DoesNotContain("code=\"403\"", metrics, StringComparison.Ordinal);
        }
    }
}
