using Fairway.Conformance.Hosts;
using Xunit;

namespace Fairway.Conformance.Kubectl;

/// <summary>
/// Emptying a node against a disruption budget. The node is the test's own, without anybody who runs its pods: what
/// they are is what the test says.
/// </summary>
public sealed class DrainTests(FleetFixture fleet)
{
    private const string Running =
        """{"status":{"phase":"Running","conditions":[{"type":"Ready","status":"True"}]}}""";

    public static TheoryData<string> Versions => KubectlVersions.All;

    [Theory, MemberData(nameof(Versions))]
    public async Task A_drain_waits_for_the_budget_and_ends_when_it_allows(string version)
    {
        var kubectl = await KubectlSession.StartAsync(fleet, version);
        var node = $"{kubectl.Namespace}-node";
        await kubectl.DoAsync(
            "create -f -", $$$"""{"apiVersion":"v1","kind":"Node","metadata":{"name":"{{{node}}}"}}""");
        await kubectl.DoAsync("create -f -", Manifest(node));
        await kubectl.DoAsync(["patch", "pod", "p", "--subresource=status", "--type=merge", "-p", Running]);
        await kubectl.DoAsync("create pdb b --selector=app=x --min-available=1");
        await kubectl.DoAsync("wait --for=jsonpath={.status.currentHealthy}=1 pdb/b --timeout=60s");

        var refused = await kubectl.FailAsync($"drain {node} --force --grace-period=0 --timeout=2s");

        Assert.Contains("violate the pod's disruption budget", refused, StringComparison.Ordinal);
        await kubectl.DoAsync(["patch", "pdb", "b", "--type=merge", "-p", """{"spec":{"minAvailable":0}}"""]);
        await kubectl.DoAsync("wait --for=jsonpath={.status.disruptionsAllowed}=1 pdb/b --timeout=60s");
        var drained = await kubectl.DoAsync($"drain {node} --force --grace-period=0 --timeout=60s");
        Assert.Contains("drained", drained, StringComparison.Ordinal);
        await kubectl.DoAsync($"delete node {node}");
    }

    [Theory, MemberData(nameof(Versions))]
    public async Task Deleting_a_job_takes_its_pods_along_and_its_table_tells_how_it_stands(string version)
    {
        var kubectl = await KubectlSession.StartAsync(fleet, version);
        await kubectl.DoAsync("create job j --image=registry.example/app:1");

        Assert.StartsWith("NAME", await kubectl.DoAsync("get job j"), StringComparison.Ordinal);
        Assert.Contains("0/1", await kubectl.DoAsync("get job j"), StringComparison.Ordinal);
        await kubectl.DoAsync("delete job j");
        await kubectl.DoAsync("wait --for=delete job/j --timeout=60s");
    }

    private static string Manifest(string node) =>
        $$$"""
        {"apiVersion":"v1","kind":"Pod","metadata":{"name":"p","labels":{"app":"x"}},
         "spec":{"nodeName":"{{{node}}}","containers":[{"name":"c","image":"registry.example/app:1"}]}}
        """;
}
