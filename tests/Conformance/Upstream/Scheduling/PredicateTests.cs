using System.Text.Json.Nodes;
using Xunit;

namespace Fairway.Conformance.Upstream.Scheduling;

/// <summary>What test/e2e/scheduling/predicates.go asserts.</summary>
public sealed class PredicateTests(SchedulingFleet fleet) : IClassFixture<SchedulingFleet>
{
    /// <summary>validates resource limits of pods that are allowed to run</summary>
    [Fact]
    public async Task Pods_are_allowed_up_to_what_nodes_have()
    {
        using var scene = await fleet.SceneAsync();
        var resource = $"example.com/{scene.Namespace}";
        foreach (var node in await scene.NodesAsync())
        {
            await scene.GiveAsync(node, resource, 10);
        }

        await scene.PodAsync("filler-0", container: SchedulingSteps.Takes(resource, 7));
        await scene.PodAsync("filler-1", container: SchedulingSteps.Takes(resource, 7));
        await scene.UntilOnNodeAsync("filler-0");
        await scene.UntilOnNodeAsync("filler-1");
        await scene.PodAsync("additional", container: SchedulingSteps.Takes(resource, 4));

        Assert.StartsWith(
            $"0/2 nodes are available: 2 Insufficient {resource}.",
            await scene.UntilRefusedAsync("additional"),
            StringComparison.Ordinal);
        await scene.DeleteAsync($"{scene.Pods}/filler-0");
        await scene.UntilOnNodeAsync("additional");
    }

    /// <summary>validates that NodeSelector is respected if not matching</summary>
    [Fact]
    public async Task A_node_selector_that_matches_nothing_keeps_the_pod_waiting()
    {
        using var scene = await fleet.SceneAsync();

        await scene.PodAsync("restricted", """ "nodeSelector":{"label":"nonempty"} """);

        Assert.Equal(
            "0/2 nodes are available: 2 node(s) didn't match Pod's node affinity/selector. no new claims to "
                + "deallocate, preemption: 0/2 nodes are available: 2 Preemption is not helpful for scheduling.",
            await scene.UntilRefusedAsync("restricted"));
    }

    /// <summary>validates that NodeSelector is respected if matching</summary>
    /// <summary>validates that required NodeAffinity setting is respected if matching</summary>
    [Theory]
    [InlineData(""" "nodeSelector":{"KEY":"42"} """)]
    [InlineData("""
        "affinity":{"nodeAffinity":{"requiredDuringSchedulingIgnoredDuringExecution":{"nodeSelectorTerms":[
         {"matchExpressions":[{"key":"KEY","operator":"In","values":["42"]}]}]}}}
        """)]
    public async Task A_pod_goes_to_the_node_that_it_asks_for(string spec)
    {
        using var scene = await fleet.SceneAsync();
        var node = (await scene.NodesAsync())[1];
        var key = $"kubernetes.io/e2e-{scene.Namespace}";
        await scene.LabelAsync(node, key, "42");

        await scene.PodAsync("with-labels", spec.Replace("KEY", key, StringComparison.Ordinal));

        Assert.Equal(node, SchedulingSteps.NodeOf(await scene.UntilOnNodeAsync("with-labels")));
    }

    /// <summary>validates that taints-tolerations is respected if matching</summary>
    /// <summary>validates that taints-tolerations is respected if not matching</summary>
    [Fact]
    public async Task A_taint_keeps_pods_away_that_do_not_tolerate_it()
    {
        using var scene = await fleet.SceneAsync();
        var node = (await scene.NodesAsync())[0];
        var key = $"kubernetes.io/e2e-{scene.Namespace}";
        var selector = $"\"nodeSelector\":{{\"kubernetes.io/hostname\":\"{node}\"}}";
        await scene.PatchAsync($"{SchedulingSteps.Nodes}/{node}", $$"""
            {"spec":{"taints":[{"key":"{{key}}","value":"testing-taint-value","effect":"NoSchedule"}]} }
            """);

        await scene.PodAsync("intolerant", selector);
        await scene.PodAsync("tolerant", $$"""
            {{selector}},"tolerations":[{"key":"{{key}}","value":"testing-taint-value","effect":"NoSchedule"}]
            """);

        Assert.Equal(node, SchedulingSteps.NodeOf(await scene.UntilOnNodeAsync("tolerant")));
        Assert.StartsWith(
            "0/2 nodes are available: 1 node(s) didn't match Pod's node affinity/selector, "
                + "1 node(s) had untolerated taint(s).",
            await scene.UntilRefusedAsync("intolerant"),
            StringComparison.Ordinal);
        await scene.PatchAsync($"{SchedulingSteps.Nodes}/{node}", $$"""
            {"spec":{"taints":[{"$patch":"delete","key":"{{key}}","effect":"NoSchedule"}]} }
            """);
        await scene.UntilOnNodeAsync("intolerant");
    }

    /// <summary>validates that there exists conflict between pods with same hostPort and protocol but one using 0.0.0.0
    /// hostIP</summary>
    /// <summary>validates that there is no conflict between pods with same hostPort but different hostIP and
    /// protocol</summary>
    [Fact]
    public async Task A_port_of_a_node_is_had_once_for_an_address_and_a_protocol()
    {
        using var scene = await fleet.SceneAsync();
        var node = (await scene.NodesAsync())[1];
        var selector = $"\"nodeSelector\":{{\"kubernetes.io/hostname\":\"{node}\"}}";

        await scene.PodAsync("pod1", selector, Port(54321, "127.0.0.1", "TCP"));
        await scene.UntilOnNodeAsync("pod1");
        await scene.PodAsync("pod2", selector, Port(54321, "127.0.0.2", "TCP"));
        await scene.PodAsync("pod3", selector, Port(54321, "127.0.0.2", "UDP"));
        await scene.UntilOnNodeAsync("pod2");
        await scene.UntilOnNodeAsync("pod3");
        await scene.PodAsync("pod4", selector, Port(54321, "", "TCP"));

        Assert.Contains(
            "1 node(s) didn't have free ports for the requested pod ports",
            await scene.UntilRefusedAsync("pod4"),
            StringComparison.Ordinal);
    }

    /// <summary>validates Pods with non-empty schedulingGates are blocked on scheduling</summary>
    [Fact]
    public async Task Gates_hold_pods_until_the_last_is_gone()
    {
        using var scene = await fleet.SceneAsync();
        await scene.PodAsync("gated", """ "schedulingGates":[{"name":"foo"},{"name":"bar"}] """);
        var gated = await scene.UntilAsync(
            $"{scene.Pods}/gated",
            p => (string?)SchedulingSteps.Condition(p, "PodScheduled")?["reason"] == "SchedulingGated");

        gated["spec"]!["schedulingGates"]!.AsArray().RemoveAt(0);
        gated = await scene.PutAsync($"{scene.Pods}/gated", gated);
        Assert.Null(SchedulingSteps.NodeOf(gated));
        gated["spec"]!["schedulingGates"] = new JsonArray();
        await scene.PutAsync($"{scene.Pods}/gated", gated);

        await scene.UntilOnNodeAsync("gated");
    }

    /// <summary>PodTopologySpread Filtering validates 4 pods with MaxSkew=1 are evenly distributed into 2
    /// nodes</summary>
    [Fact]
    public async Task Four_pods_are_spread_evenly_over_two_nodes()
    {
        using var scene = await fleet.SceneAsync();
        var key = $"kubernetes.io/e2e-{scene.Namespace}";
        foreach (var node in await scene.NodesAsync())
        {
            await scene.LabelAsync(node, key, node);
        }

        await scene.MakeAsync($"{scene.Apps}/replicasets", $$"""
            {"metadata":{"name":"spread"},"spec":{"replicas":4,"selector":{"matchLabels":{"foo":"bar"} },
             "template":{"metadata":{"labels":{"foo":"bar"} },"spec":{
             "containers":[{"name":"c","image":"registry.example/pause:1"}],
             "topologySpreadConstraints":[{"maxSkew":1,"topologyKey":"{{key}}","whenUnsatisfiable":"DoNotSchedule",
             "labelSelector":{"matchLabels":{"foo":"bar"} } }]} } } }
            """);
        var pods = await scene.UntilAllAsync(
            scene.Pods, all => all.Count == 4 && all.All(p => SchedulingSteps.NodeOf(p) is not null));

        Assert.All(pods.CountBy(p => SchedulingSteps.NodeOf(p)!), n => Assert.Equal(2, n.Value));
    }

    private static string Port(int port, string address, string protocol) => $$"""
        "ports":[{"containerPort":5555,"hostPort":{{port}},"hostIP":"{{address}}","protocol":"{{protocol}}"}]
        """;
}
