using System.Diagnostics;
using Fairway.Conformance.Hosts;
using Xunit;

namespace Fairway.Conformance.Delivery;

/// <summary>Fairway comes to what is there already, and to what others own from now on.</summary>
[Collection<DeliveryCollection>]
public sealed class AdoptionTests(DeliveryFleet fleet)
{
    private const string Uids = "get pods -l app=store --sort-by=.metadata.name -o jsonpath={.items[*].metadata.uid}";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("3")]
    [InlineData("4")]
    public async Task What_helm_has_installed_is_taken_over_without_replacing_a_pod(string line)
    {
        var name = $"helmed-{line}";
        var kubectl = fleet.On(DeliveryFleet.Canary, name);
        await HelmAsync(
            line,
            $"install {name} {fleet.ChartFolder("chart")} -n {name} --create-namespace "
            + $"--set image=registry.example/store:1.0.0,replicas={DeliveryObjects.Replicas}");
        await kubectl.DoAsync("rollout status statefulset/store --timeout=30s");
        await kubectl.DoAsync("label statefulset store owner=team-a");
        await kubectl.DoAsync("create configmap beside --from-literal=a=b");
        var before = await kubectl.DoAsync(Uids);
        await fleet.Meta().DoAsync("apply -f -", DeliveryObjects.Component(name));
        await fleet.PushAsync(name, "1.0.0");

        var adopted = await fleet.DoAsync($"adopt {name}=1.0.0 --cluster {DeliveryFleet.Canary} --yes");

        Assert.Equal(before, await kubectl.DoAsync(Uids));
        Assert.Equal(
            $"team-a {name}",
            await kubectl.DoAsync(
                [
                    "get", "sts", "store", "-o",
                    "jsonpath={.metadata.labels.owner} {.metadata.labels.fairway\\.dev/component}",
                ]));
        Assert.Equal("b", await kubectl.DoAsync("get configmap beside -o jsonpath={.data.a}"));
        Assert.Contains(
            "\"fairway\"",
            await kubectl.DoAsync(["get", "sts", "store", "--show-managed-fields", "-o", "json"]),
            StringComparison.Ordinal);
        Assert.Contains("owner=helm", await kubectl.DoAsync("get secret --show-labels"), StringComparison.Ordinal);
        var diff = await fleet.TryAsync($"diff {DeliveryFleet.Canary} {name}");
        Assert.True(diff.ExitCode == 0, $"{diff}\n{adopted}");
    }

    [Fact]
    public async Task An_autoscaler_that_comes_as_replicas_leave_the_chart_never_meets_a_shrunken_workload()
    {
        await fleet.WriteAsync("fixed-size", ScaledChart.Files(isScaled: false));
        await fleet.WriteAsync("scaled-size", ScaledChart.Files(isScaled: true));
        await fleet.InstallFromAsync("fixed-size", "scaled", "1.0.0");
        await fleet.PushAsync("scaled", "1.1.0", "scaled-size");
        var kubectl = fleet.On(DeliveryFleet.Canary, "scaled");
        await kubectl.DoAsync("rollout status deployment/web --timeout=30s");

        var plan = await fleet.DoAsync($"plan scaled=1.1.0 -p {DeliveryObjects.Install}");
        await fleet.DoAsync($"release create scaled-next scaled=1.1.0 -p {DeliveryObjects.Install} --watch");

        Assert.Contains("keeps", plan, StringComparison.Ordinal);
        await kubectl.DoAsync("wait deployment/web --for=jsonpath={.spec.replicas}=6 --timeout=60s");
        Assert.DoesNotContain(
            "Scaled down", await kubectl.DoAsync("get events"), StringComparison.Ordinal);
        var again = await fleet.TryAsync($"diff {DeliveryFleet.Canary} scaled");
        Assert.True(again.ExitCode == 0, $"{again}");
    }

    private async Task HelmAsync(string line, string arguments)
    {
        var start = new ProcessStartInfo(
            Tool.Path($"FAIRWAY_HELM_{line}"), $"{arguments} --kube-context {DeliveryFleet.Canary}".Split(' '));
        start.Environment["KUBECONFIG"] = fleet.Kubeconfig;
        start.Environment["HOME"] = fleet.ChartFolder("home");
        var result = await CommandLine.RunAsync(start, null, Cancel);
        Assert.True(result.ExitCode == 0, $"{result}");
    }
}
