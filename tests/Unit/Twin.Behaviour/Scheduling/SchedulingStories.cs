using System.Text.Json.Nodes;
using Xunit;

namespace Fairway.Tests.Twin.Behaviour.Scheduling;

/// <summary>Whole clusters whose scheduler has something to decide.</summary>
public sealed class SchedulingStories
{
    private const string Core = "/api/v1/namespaces/default";
    private const string Apps = "/apis/apps/v1/namespaces/default";

    [Fact]
    public void A_more_important_pod_takes_the_place_of_a_lesser_one() => TwinCluster.Run(async cluster =>
    {
        await PrioritiesAsync(cluster);
        await cluster.PostAsync($"{Core}/pods", Pod("low", "low", cpu: "60%"));
        await cluster.PostAsync($"{Core}/pods", Pod("middle", "middle", cpu: "30%"));
        await cluster.UntilAsync($"{Core}/pods/low", IsRunning);
        await cluster.UntilAsync($"{Core}/pods/middle", IsRunning);
        await cluster.PatchAsync($"{Core}/pods/low", """{"metadata":{"finalizers":["example.com/held"]}}""");

        await cluster.PostAsync($"{Core}/pods", Pod("high", "high", cpu: "50%"));
        var waiting = await cluster.UntilAsync(
            $"{Core}/pods/high", p => (string?)p["status"]!["nominatedNodeName"] is not null);
        var victim = await cluster.UntilAsync($"{Core}/pods/low", p => p["metadata"]!["deletionTimestamp"] is not null);

        Assert.Equal(
            "0/1 nodes are available: 1 Insufficient cpu.",
            Condition(waiting, "PodScheduled")!["message"]!.ToString());
        var target = Condition(victim, "DisruptionTarget")!;
        Assert.Equal("PreemptionByScheduler", target["reason"]!.ToString());
        Assert.Equal(
            "default-scheduler: preempting to accommodate a higher priority pod", target["message"]!.ToString());

        await cluster.PatchAsync(
            $"{Core}/pods/low", """{"metadata":{"$deleteFromPrimitiveList/finalizers":["example.com/held"]}}""");
        await cluster.UntilAsync($"{Core}/pods/high", IsRunning);
        Assert.True(IsRunning(await cluster.GetAsync($"{Core}/pods/middle")));
        await cluster.PassAsync(TimeSpan.FromSeconds(10));
        var told = (await cluster.ListAsync($"{Core}/events")).Single(e => (string?)e["reason"] == "Preempted");
        Assert.StartsWith("Preempted by pod ", told["message"]!.ToString(), StringComparison.Ordinal);
        Assert.Equal("low", (string?)told["involvedObject"]!["name"]);
    }, nodes: 1);

    [Fact]
    public void A_pod_that_fits_nowhere_causes_no_writes() => TwinCluster.Run(async cluster =>
    {
        await cluster.PostAsync($"{Core}/pods", Pod("huge", null, cpu: "200%"));
        var pod = await cluster.UntilAsync($"{Core}/pods/huge", p => Condition(p, "PodScheduled") is not null);
        Assert.Equal(
            "0/2 nodes are available: 2 Insufficient cpu. no new claims to deallocate, "
                + "preemption: 0/2 nodes are available: 2 Preemption is not helpful for scheduling.",
            Condition(pod, "PodScheduled")!["message"]!.ToString());

        await cluster.PassAsync(TimeSpan.FromMinutes(5));
        var writes = cluster.Api.Writes.Count;
        await cluster.PassAsync(TimeSpan.FromMinutes(20));
        Assert.Equal([], cluster.Api.Writes.Skip(writes));

        await cluster.PostAsync("/api/v1/nodes", """
            {"metadata":{"name":"big","annotations":{"twin.fairway.dev/simulated":"true"}},
             "status":{"allocatable":{"cpu":"1000","memory":"1Ti","pods":"10"},
             "capacity":{"cpu":"1000","memory":"1Ti","pods":"10"},"conditions":[{"type":"Ready","status":"True"}]}}
            """);
        await cluster.UntilAsync($"{Core}/pods/huge", p => (string?)p["spec"]!["nodeName"] == "big");
    });

    [Fact]
    public void A_pod_waits_for_its_gates() => TwinCluster.Run(async cluster =>
    {
        await cluster.PostAsync($"{Core}/pods", """
            {"metadata":{"name":"p"},"spec":{"schedulingGates":[{"name":"example.com/g"}],
             "containers":[{"name":"c","image":"i"}]}}
            """);
        await cluster.PassAsync(TimeSpan.FromMinutes(1));
        var gated = await cluster.GetAsync($"{Core}/pods/p");
        Assert.Null((string?)gated["spec"]!["nodeName"]);
        gated["spec"]!["schedulingGates"] = new JsonArray();
        await cluster.PutAsync($"{Core}/pods/p", gated.ToJsonString());
        await cluster.UntilAsync($"{Core}/pods/p", IsRunning);
    });

    [Fact]
    public void Pods_that_must_be_apart_fill_each_node_once() => TwinCluster.Run(async cluster =>
    {
        await cluster.PostAsync($"{Apps}/deployments", """
            {"metadata":{"name":"web"},"spec":{"replicas":4,"selector":{"matchLabels":{"app":"web"}},
             "template":{"metadata":{"labels":{"app":"web"}},"spec":{"containers":[{"name":"c","image":"i"}],
             "affinity":{"podAntiAffinity":{"requiredDuringSchedulingIgnoredDuringExecution":[
             {"topologyKey":"kubernetes.io/hostname","labelSelector":{"matchLabels":{"app":"web"}}}]}}}}}}
            """);
        await cluster.UntilAsync($"{Apps}/deployments/web", d => (int?)d["status"]?["availableReplicas"] == 3);
        await cluster.PassAsync(TimeSpan.FromMinutes(1));

        var pods = await cluster.ListAsync($"{Core}/pods");
        var nodes = pods.Select(p => (string?)p["spec"]!["nodeName"]).OfType<string>().ToArray();
        Assert.Equal(3, nodes.Distinct().Count());
        Assert.Equal(3, nodes.Length);
        var left = pods.Single(p => p["spec"]!["nodeName"] is null);
        Assert.StartsWith(
            "0/3 nodes are available: 3 node(s) didn't match pod anti-affinity rules.",
            Condition(left, "PodScheduled")!["message"]!.ToString(),
            StringComparison.Ordinal);
    }, nodes: 3);

    [Fact]
    public void Replicas_spread_over_nodes_without_being_asked_to() => TwinCluster.Run(async cluster =>
    {
        await cluster.PostAsync($"{Apps}/deployments", """
            {"metadata":{"name":"web"},"spec":{"replicas":12,"selector":{"matchLabels":{"app":"web"}},
             "template":{"metadata":{"labels":{"app":"web"}},"spec":{"containers":[{"name":"c","image":"i"}]}}}}
            """);
        await cluster.UntilAsync($"{Apps}/deployments/web", d => (int?)d["status"]?["availableReplicas"] == 12);

        var pods = await cluster.ListAsync($"{Core}/pods");
        Assert.All(pods.CountBy(p => (string)p["spec"]!["nodeName"]!), n => Assert.InRange(n.Value, 2, 4));
    }, nodes: 4);

    [Fact]
    public void A_claim_that_is_not_there_yet_is_waited_for() => TwinCluster.Run(async cluster =>
    {
        await cluster.PostAsync($"{Core}/pods", """
            {"metadata":{"name":"p"},"spec":{"containers":[{"name":"c","image":"i"}],
             "volumes":[{"name":"v","persistentVolumeClaim":{"claimName":"late"}}]}}
            """);
        var pod = await cluster.UntilAsync($"{Core}/pods/p", p => Condition(p, "PodScheduled") is not null);
        Assert.StartsWith(
            "0/2 nodes are available: persistentvolumeclaim \"late\" not found.",
            Condition(pod, "PodScheduled")!["message"]!.ToString(),
            StringComparison.Ordinal);
        await cluster.PostAsync($"{Core}/persistentvolumeclaims", """
            {"metadata":{"name":"late"},"spec":{"accessModes":["ReadWriteOnce"],
             "resources":{"requests":{"storage":"1Gi"}}}}
            """);
        await cluster.UntilAsync($"{Core}/pods/p", IsRunning);
    });

    [Fact]
    public void A_pod_goes_where_its_volume_is() => TwinCluster.Run(async cluster =>
    {
        var nodes = (await cluster.ListAsync("/api/v1/nodes")).Select(n => (string)n["metadata"]!["name"]!).ToArray();
        await cluster.PostAsync("/apis/storage.k8s.io/v1/storageclasses", """
            {"metadata":{"name":"local"},"provisioner":"kubernetes.io/no-provisioner",
             "volumeBindingMode":"WaitForFirstConsumer"}
            """);
        await cluster.PostAsync("/api/v1/persistentvolumes", $$"""
            {"metadata":{"name":"v"},"spec":{"capacity":{"storage":"2Gi"},"accessModes":["ReadWriteOnce"],
             "storageClassName":"local","local":{"path":"/mnt"},"nodeAffinity":{"required":{"nodeSelectorTerms":[
             {"matchExpressions":[{"key":"kubernetes.io/hostname","operator":"In","values":["{{nodes[2]}}"]}]}]} } } }
            """);
        await cluster.UntilAsync("/api/v1/persistentvolumes/v", v => (string?)v["status"]!["phase"] == "Available");
        await cluster.PostAsync($"{Core}/persistentvolumeclaims", """
            {"metadata":{"name":"c"},"spec":{"storageClassName":"local","accessModes":["ReadWriteOnce"],
             "resources":{"requests":{"storage":"1Gi"}}}}
            """);
        await cluster.PostAsync($"{Core}/pods", """
            {"metadata":{"name":"p"},"spec":{"containers":[{"name":"c","image":"i"}],
             "volumes":[{"name":"v","persistentVolumeClaim":{"claimName":"c"}}]}}
            """);

        await cluster.UntilAsync($"{Core}/pods/p", p => (string?)p["spec"]!["nodeName"] == nodes[2]);
        var claim = await cluster.UntilAsync(
            $"{Core}/persistentvolumeclaims/c", c => (string?)c["status"]!["phase"] == "Bound");
        Assert.Equal("v", (string?)claim["spec"]!["volumeName"]);
    }, nodes: 3);

    private static async Task PrioritiesAsync(TwinCluster cluster)
    {
        foreach (var (name, value) in ((string, int)[])[("low", 1), ("middle", 5), ("high", 9)])
        {
            await cluster.PostAsync("/apis/scheduling.k8s.io/v1/priorityclasses", $$"""
                {"metadata":{"name":"{{name}}"},"value":{{value}} }
                """);
        }
    }

    // A share of the CPU of a simulated node.
    private static string Pod(string name, string? priority, string cpu)
    {
        var cores = int.Parse(cpu.TrimEnd('%'), System.Globalization.CultureInfo.InvariantCulture) * NodeCores * 10;
        var important = priority is null ? "" : $"\"priorityClassName\":\"{priority}\",";
        return $$"""
            {"metadata":{"name":"{{name}}"},"spec":{ {{important}}"containers":[{"name":"c","image":"i",
             "resources":{"requests":{"cpu":"{{cores}}m"} } }]} }
            """;
    }

    private static int NodeCores { get; } = int.Parse(
        Fairway.Twin.Behaviour.Nodes.NodeProfile.Default.Cpu, System.Globalization.CultureInfo.InvariantCulture);

    private static JsonNode? Condition(JsonObject pod, string type) => pod["status"]?["conditions"]?.AsArray()
        .FirstOrDefault(c => (string?)c!["type"] == type);

    private static bool IsRunning(JsonObject pod) => (string?)pod["status"]?["phase"] == "Running";
}
