using Fairway.Conformance.Hosts;
using Xunit;

namespace Fairway.Conformance.Kubectl;

public sealed class RolloutTests(FleetFixture fleet)
{
    private const string Status = "--timeout=60s";

    public static TheoryData<string> Versions => KubectlVersions.All;

    [Theory, MemberData(nameof(Versions))]
    public async Task A_Deployment_rolls_out_and_back(string version)
    {
        var kubectl = await KubectlSession.StartAsync(fleet, version);
        await kubectl.DoAsync("create -f -", Manifests.Deployment);
        Assert.EndsWith(
            "deployment \"web\" successfully rolled out",
            await kubectl.DoAsync($"rollout status deployment/web {Status}"),
            StringComparison.Ordinal
        );
        await kubectl.DoAsync("annotate deployment web kubernetes.io/change-cause=first");
        await kubectl.DoAsync("set image deployment/web app=registry.example/web:2");
        await kubectl.DoAsync("annotate deployment web kubernetes.io/change-cause=second --overwrite");
        await kubectl.DoAsync($"rollout status deployment/web {Status}");

        var history = await kubectl.DoAsync("rollout history deployment/web");
        Assert.Matches("(?m)^1 +first$", history);
        Assert.Matches("(?m)^2 +second$", history);
        Assert.Contains(
            "registry.example/web:1",
            await kubectl.DoAsync("rollout history deployment/web --revision=1"),
            StringComparison.Ordinal
        );
        Assert.Equal("deployment.apps/web rolled back", await kubectl.DoAsync("rollout undo deployment/web"));
        await kubectl.DoAsync($"rollout status deployment/web {Status}");
        Assert.Equal("registry.example/web:1", await ImageAsync(kubectl));
        await kubectl.DoAsync("rollout undo deployment/web --to-revision=2");
        Assert.Equal("registry.example/web:2", await ImageAsync(kubectl));
    }

    [Theory, MemberData(nameof(Versions))]
    public async Task A_paused_Deployment_waits_until_it_is_resumed(string version)
    {
        var kubectl = await KubectlSession.StartAsync(fleet, version);
        await kubectl.DoAsync("create -f -", Manifests.Deployment);
        await kubectl.DoAsync($"rollout status deployment/web {Status}");

        Assert.Equal("deployment.apps/web paused", await kubectl.DoAsync("rollout pause deployment/web"));
        Assert.Contains(
            "already paused",
            await kubectl.FailAsync("rollout pause deployment/web"),
            StringComparison.Ordinal
        );
        await kubectl.DoAsync("set image deployment/web app=registry.example/web:2");
        await kubectl.DoAsync("wait deployment/web --for=jsonpath={.status.observedGeneration}=3 --timeout=60s");
        Assert.Equal("2", await kubectl.DoAsync("get deployment web -o jsonpath={.status.readyReplicas}"));
        Assert.Single((await kubectl.DoAsync("get replicaset -o name")).Split('\n'));
        Assert.Equal("deployment.apps/web resumed", await kubectl.DoAsync("rollout resume deployment/web"));
        await kubectl.DoAsync($"rollout status deployment/web {Status}");
        Assert.Equal(2, (await kubectl.DoAsync("get replicaset -o name")).Split('\n').Length);
    }

    [Theory, MemberData(nameof(Versions))]
    public async Task Restart_replaces_every_pod(string version)
    {
        var kubectl = await KubectlSession.StartAsync(fleet, version);
        await kubectl.DoAsync("create -f -", Manifests.Deployment);
        await kubectl.DoAsync($"rollout status deployment/web {Status}");
        var before = await kubectl.DoAsync("get pod -l app=web -o name");

        Assert.Equal("deployment.apps/web restarted", await kubectl.DoAsync("rollout restart deployment/web"));
        await kubectl.DoAsync($"rollout status deployment/web {Status}");

        // The rollout is done while old pods are still ending.
        await kubectl.DoAsync($"wait {before.Replace('\n', ' ')} --for=delete --timeout=60s");
        var after = await kubectl.DoAsync("get pod -l app=web --field-selector=status.phase=Running -o name");
        Assert.Equal(2, after.Split('\n').Except(before.Split('\n')).Count());
    }

    [Theory, MemberData(nameof(Versions))]
    public async Task A_DaemonSet_and_a_StatefulSet_roll_out_and_back(string version)
    {
        var kubectl = await KubectlSession.StartAsync(fleet, version);
        await kubectl.DoAsync("create -f -", $"{Manifests.DaemonSet}\n---\n{Manifests.StatefulSet}");
        foreach (var what in new[] { "daemonset/agent", "statefulset/store" })
        {
            await kubectl.DoAsync($"rollout status {what} {Status}");
            await kubectl.DoAsync($"set image {what} *=registry.example/next:2");
            await kubectl.DoAsync($"rollout status {what} {Status}");
            Assert.Matches("(?m)^2 +<none>$", await kubectl.DoAsync($"rollout history {what}"));
            Assert.EndsWith("rolled back", await kubectl.DoAsync($"rollout undo {what}"), StringComparison.Ordinal);
            await kubectl.DoAsync($"rollout status {what} {Status}");
            var image = await kubectl.DoAsync($"get {what} -o jsonpath={{.spec.template.spec.containers[0].image}}");
            Assert.EndsWith(":1", image, StringComparison.Ordinal);
        }

        Assert.Equal("3", await kubectl.DoAsync("get daemonset agent -o jsonpath={.status.numberReady}"));
    }

    [Theory, MemberData(nameof(Versions))]
    public async Task Wait_for_a_condition_a_value_a_creation_and_a_deletion(string version)
    {
        var kubectl = await KubectlSession.StartAsync(fleet, version);
        var creation = kubectl.DoAsync("wait --for=create deployment/web --timeout=60s");
        await kubectl.DoAsync("create -f -", Manifests.Deployment);
        await creation;

        Assert.Equal(
            "deployment.apps/web condition met",
            await kubectl.DoAsync("wait --for=condition=Available deployment/web --timeout=60s")
        );
        await kubectl.DoAsync("wait --for=condition=Ready pod -l app=web --timeout=60s");
        await kubectl.DoAsync("wait --for=jsonpath={.status.readyReplicas}=2 deployment/web --timeout=60s");
        var deletion = kubectl.DoAsync("wait --for=delete deployment/web --timeout=60s");
        await kubectl.DoAsync("delete deployment web");
        await deletion;
        Assert.Contains("timed out waiting", await WaitInVainAsync(kubectl), StringComparison.Ordinal);
    }

    private static async Task<string> WaitInVainAsync(KubectlSession kubectl)
    {
        await kubectl.DoAsync("create configmap c");
        return await kubectl.FailAsync("wait --for=jsonpath={.data.never}=x configmap/c --timeout=1s");
    }

    private static Task<string> ImageAsync(KubectlSession kubectl) =>
        kubectl.DoAsync("get deployment web -o jsonpath={.spec.template.spec.containers[0].image}");
}
