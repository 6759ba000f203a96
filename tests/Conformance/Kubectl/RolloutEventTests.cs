using System.Globalization;
using Fairway.Conformance.Hosts;
using Xunit;

namespace Fairway.Conformance.Kubectl;

/// <summary>What kubectl shows of a DaemonSet that <c>fairway tenant</c> rolls.</summary>
public sealed class RolloutEventTests
{
    [Fact]
    public async Task Describe_tells_the_story_of_a_rollout_and_rollout_status_its_end()
    {
        await using var own = new FleetFixture();
        var kubectl = await KubectlSession.StartAsync(own, "136");
        await using var tenant = await KruiseTests.TenantAsync((await own.FleetAsync()).Kubeconfig);
        await kubectl.DoAsync("apply -f -", """
            apiVersion: apps/v1
            kind: DaemonSet
            metadata: {name: agent}
            spec:
              selector: {matchLabels: {app: agent}}
              template:
                metadata: {labels: {app: agent}}
                spec: {containers: [{name: c, image: "agent:1"}]}
            """);
        await kubectl.DoAsync("rollout status ds/agent --timeout=60s");
        await kubectl.DoAsync("apply -f -", """
            apiVersion: fairway.dev/v1alpha1
            kind: Rollout
            metadata: {name: agent}
            spec:
              workload: {apiVersion: apps/v1, kind: DaemonSet, name: agent}
              change: night
              steps: [{partition: "50%"}, {partition: 0}]
            """);
        await kubectl.DoAsync("wait rollout.fairway.dev/agent --for=jsonpath={.status.braked}=true --timeout=60s");
        await kubectl.DoAsync("set image ds/agent c=agent:2");
        var generation = await kubectl.DoAsync("get ds agent -o jsonpath={.metadata.generation}");
        var until = DateTimeOffset.UtcNow.AddMinutes(5).ToString(
            "yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        await kubectl.DoAsync([
            "patch", "rollout.fairway.dev", "agent", "--type=merge", "-p",
            $$$"""{"spec":{"generation":{{{generation}}},"permittedThrough":1,"permitUntil":"{{{until}}}"}}""",
        ]);
        await kubectl.DoAsync("wait rollout.fairway.dev/agent --for=jsonpath={.status.phase}=Complete --timeout=90s");
        Assert.Contains(
            "successfully rolled out",
            await kubectl.DoAsync("rollout status ds/agent --timeout=60s"),
            StringComparison.Ordinal);
        await kubectl.FollowAsync(
            "get events --watch --field-selector reason=RolloutFinished -o name", _ => Task.FromResult(true));
        var described = await kubectl.DoAsync("describe ds agent");
        foreach (var reason in (string[])["RolloutBegun", "RolloutStepBegun", "RolloutFinished"])
        {
            Assert.Matches($@"Normal +{reason} +\S+ +fairway.dev/rollout +Change night: ", described);
        }

        await tenant.InterruptAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, await tenant.WaitForExitAsync(TestContext.Current.CancellationToken));
    }
}
