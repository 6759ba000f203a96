using Fairway.Conformance.Hosts;
using Xunit;

namespace Fairway.Conformance.Kubectl;

/// <summary>What kubectl shows of a cluster that measures, and an autoscaler that goes by it.</summary>
public sealed class MetricsTests
{
    private const string Scene = """
        apiVersion: twin.fairway.dev/v1alpha1
        kind: PodBehavior
        metadata: {name: busy}
        spec:
          selector: {labels: {matchLabels: {app: busy}}}
          usage: {cpuPercent: 100, memory: 48Mi, variationPercent: 0}
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: busy, namespace: default}
        spec:
          selector: {matchLabels: {app: busy}}
          template:
            metadata: {labels: {app: busy}}
            spec:
              containers:
              - {name: app, image: "registry.example/app:1", resources: {requests: {cpu: 100m}}}
        """;

    [Fact]
    public async Task Usage_is_shown_and_autoscalers_go_by_it()
    {
        using var folder = new ScratchFolder();
        await using var fleet = await FleetProcess.StartAsync(
            folder["fleet"], clusters: 1, nodes: 3, ["--without", "registration"], CancellationToken.None);
        var home = Directory.CreateDirectory(folder["home"]).FullName;
        var kubectl = KubectlSession.At(fleet.Kubeconfig, FleetFixture.Cluster, "default", home);
        await kubectl.DoAsync("apply -f -", Scene);
        Assert.Equal(
            "horizontalpodautoscaler.autoscaling/busy autoscaled",
            await kubectl.DoAsync("autoscale deployment busy --min=1 --max=2 --cpu=50%"));
        Assert.Contains("cpu: <unknown>/50%", await kubectl.DoAsync("get hpa busy"), StringComparison.Ordinal);
        Assert.Matches(
            "\nv1beta1.metrics.k8s.io +kube-system/metrics-server +True +", await kubectl.DoAsync("get apiservices"));

        await kubectl.DoAsync("wait hpa/busy --for=jsonpath={.status.desiredReplicas}=2 --timeout=120s");
        Assert.Matches(
            "\nbusy +Deployment/busy +cpu: 100%/50% +1 +2 +[12] +", await kubectl.DoAsync("get hpa busy"));
        Described(await kubectl.DoAsync("describe hpa busy"));
        Assert.Matches(
            "^NAME +CPU\\(cores\\) +MEMORY\\(bytes\\) *\nbusy-[^ ]+ +100m +48Mi", await kubectl.DoAsync("top pods"));
        var nodes = (await kubectl.DoAsync("top nodes")).Split('\n');
        Assert.Matches("^NAME +CPU\\(cores\\) +CPU\\(%\\) +MEMORY\\(bytes\\) +MEMORY\\(%\\)", nodes[0]);
        Assert.Equal(4, nodes.Length);
        Assert.Matches(
            "^NAME +CPU +MEMORY +WINDOW\nbusy-[^ ]+ +100m +48Mi +15s", await kubectl.DoAsync("get podmetrics"));
        Assert.Contains(
            "node \"none\" not found", await kubectl.FailAsync("get nodemetrics none"), StringComparison.Ordinal);
        Assert.Empty(fleet.Faults);
    }

    private static void Described(string text)
    {
        Assert.Matches("resource cpu on pods +\\(as a percentage of request\\): +100% \\(100m\\) / 50%", text);
        Assert.Matches("AbleToScale +True +(SucceededRescale|ReadyForNewScale|ScaleDownStabilized) ", text);
        Assert.Matches("ScalingActive +True +ValidMetricFound +the HPA was able to successfully calculate", text);
        Assert.Matches("ScalingLimited +(True|False) +(TooManyReplicas|DesiredWithinRange) ", text);
        Assert.Contains(
            "New size: 2; reason: cpu resource utilization (percentage of request) above target",
            text,
            StringComparison.Ordinal);
    }
}
