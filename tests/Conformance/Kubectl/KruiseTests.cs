using Fairway.Conformance.Hosts;
using Xunit;

namespace Fairway.Conformance.Kubectl;

/// <summary>OpenKruise's kinds as kubectl sees them, looked after by <c>fairway tenant</c>.</summary>
public sealed class KruiseTests
{
    [Fact]
    public async Task The_three_kinds_are_served_scaled_updated_and_told_of()
    {
        await using var own = new FleetFixture();
        var kubectl = await KubectlSession.StartAsync(own, "136");
        await using var tenant = await TenantAsync((await own.FleetAsync()).Kubeconfig);

        await kubectl.DoAsync("apply -f -", Set("CloneSet", "v1alpha1", "web", "replicas: 2"));
        await kubectl.DoAsync("apply -f -", Set("StatefulSet", "v1beta1", "db", "replicas: 2"));
        await kubectl.DoAsync("apply -f -", Set("DaemonSet", "v1alpha1", "agent", "minReadySeconds: 0"));
        await kubectl.DoAsync("wait cloneset/web --for=jsonpath={.status.availableReplicas}=2 --timeout=60s");
        await kubectl.DoAsync(
            "wait statefulset.apps.kruise.io/db --for=jsonpath={.status.availableReplicas}=2 --timeout=60s");
        await kubectl.DoAsync(
            "wait daemonset.apps.kruise.io/agent --for=jsonpath={.status.updatedNumberScheduled} --timeout=60s");

        Assert.Equal("cloneset.apps.kruise.io/web scaled", await kubectl.DoAsync("scale cloneset web --replicas=3"));
        await kubectl.DoAsync("wait clone/web --for=jsonpath={.status.availableReplicas}=3 --timeout=60s");
        Assert.Matches(
            @"NAME +DESIRED +UPDATED +UPDATED_READY +UPDATED_AVAILABLE +READY +TOTAL +AGE\nweb +3 +3 +3 +3 +3 +3 ",
            await kubectl.DoAsync("get clone"));
        Assert.Matches(
            @"NAME +DESIRED +CURRENT +UPDATED +READY +AGE\ndb +2 +2 +2 +2 ", await kubectl.DoAsync("get asts"));
        Assert.Matches(
            @"NAME +DESIRED +CURRENT +READY +UP-TO-DATE +AVAILABLE +AGE\nagent ", await kubectl.DoAsync("get ads"));

        await kubectl.DoAsync([
            "patch", "cloneset", "web", "--type=merge", "-p",
            """{"spec":{"template":{"spec":{"containers":[{"name":"c","image":"web:2"}]}}}}""",
        ]);
        await kubectl.DoAsync("wait clone/web --for=jsonpath={.status.observedGeneration}=3 --timeout=60s");
        await kubectl.DoAsync("wait clone/web --for=jsonpath={.status.updatedAvailableReplicas}=3 --timeout=60s");
        var reasons = await kubectl.DoAsync(
            "get events --field-selector involvedObject.kind=CloneSet -o jsonpath={.items[*].reason}");
        Assert.Contains("SuccessfulCreate", reasons, StringComparison.Ordinal);
        Assert.Contains("SuccessfulUpdatePodInPlace", reasons, StringComparison.Ordinal);

        Assert.Contains(
            "nothing could ever be updated",
            await kubectl.FailAsync(
                "apply -f -", Set("DaemonSet", "v1beta1", "bad", "minReadySeconds: 0", "maxUnavailable: 0")),
            StringComparison.Ordinal);

        await tenant.InterruptAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, await tenant.WaitForExitAsync(TestContext.Current.CancellationToken));
    }

    internal static async Task<ServerProcess> TenantAsync(string kubeconfig)
    {
        var (process, _) = await ServerProcess.StartAsync(
            Path.Combine(AppContext.BaseDirectory, "fairway"),
            ["tenant", "--kubeconfig", kubeconfig, "--context", FleetFixture.Cluster, "--install-crds"],
            line => line.Contains("carrying out the Rollouts", StringComparison.Ordinal),
            TestContext.Current.CancellationToken);
        return process;
    }

    private static string Set(string kind, string version, string name, string spec, string rolling = "")
    {
        var strategy = kind == "CloneSet"
            ? "type: InPlaceIfPossible, maxUnavailable: 1"
            : $"rollingUpdate: {{{rolling}}}";
        return $$$"""
            apiVersion: apps.kruise.io/{{{version}}}
            kind: {{{kind}}}
            metadata: {name: {{{name}}} }
            spec:
              {{{spec}}}
              selector: {matchLabels: {app: {{{name}}} } }
              updateStrategy: { {{{strategy}}} }
              template:
                metadata: {labels: {app: {{{name}}} } }
                spec: {containers: [{name: c, image: "{{{name}}}:1"}]}
            """;
    }
}
