using System.Text.Json.Nodes;
using Xunit;

namespace Fairway.Tests.Twin.Behaviour;

/// <summary>Everything together: the twin's API with controllers, scheduler and nodes.</summary>
public sealed class ClusterTests
{
    private const string Apps = "/apis/apps/v1/namespaces/default";
    private const string Core = "/api/v1/namespaces/default";

    [Fact]
    public void A_deployment_comes_up_rolls_and_rests() => TwinCluster.Run(async cluster =>
    {
        await cluster.PostAsync($"{Apps}/deployments", Deployment(replicas: 3));
        await cluster.UntilAsync($"{Apps}/deployments/web", d => Number(d, "availableReplicas") == 3);
        await cluster.PatchAsync(
            $"{Apps}/deployments/web",
            """{"spec":{"template":{"spec":{"containers":[{"name":"app","image":"registry.example/app:2"}]}}}}""");
        var deployment = await cluster.UntilAsync($"{Apps}/deployments/web", d =>
            Number(d, "observedGeneration") == 2 && Number(d, "updatedReplicas") == 3
                && Number(d, "availableReplicas") == 3 && Number(d, "replicas") == 3
            && Reason(d, "Progressing") == "NewReplicaSetAvailable");

        Assert.Equal(
            "2", deployment["metadata"]!["annotations"]!["deployment.kubernetes.io/revision"]!.GetValue<string>());
        Assert.Equal(2, deployment["metadata"]!["generation"]!.GetValue<int>());
        await cluster.PassAsync(TimeSpan.FromSeconds(10));
        var pods = await cluster.ListAsync($"{Core}/pods");
        Assert.Equal(3, pods.Length);
        Assert.All(
            pods,
            p => Assert.Equal("registry.example/app:2", p["spec"]!["containers"]![0]!["image"]!.GetValue<string>()));
        Assert.Equal(2, pods.Select(p => p["spec"]!["nodeName"]!.GetValue<string>()).Distinct().Count());

        // The counts of repeated events are written a minute after the last one.
        await cluster.PassAsync(TimeSpan.FromMinutes(5));
        var writes = cluster.Api.Writes.Count;
        await cluster.PassAsync(TimeSpan.FromMinutes(20));
        Assert.Equal([], cluster.Api.Writes.Skip(writes));
    });

    [Fact]
    public void What_happens_is_told_in_events() => TwinCluster.Run(async cluster =>
    {
        await cluster.PostAsync($"{Apps}/deployments", Deployment(replicas: 1));
        await cluster.UntilAsync($"{Apps}/deployments/web", d => Number(d, "availableReplicas") == 1);
        await cluster.PassAsync(TimeSpan.FromSeconds(10));
        var told = (await cluster.ListAsync($"{Core}/events"))
            .Select(e => $"{e["involvedObject"]!["kind"]} {e["reason"]} by {e["reportingComponent"]}")
            .Distinct()
            .Order(StringComparer.Ordinal);
        Assert.Equal(
            [
                "Deployment ScalingReplicaSet by deployment-controller",
                "Pod Created by kubelet",
                "Pod Pulled by kubelet",
                "Pod Pulling by kubelet",
                "Pod Scheduled by default-scheduler",
                "Pod Started by kubelet",
                "ReplicaSet SuccessfulCreate by replicaset-controller",
            ],
            told);
    });

    [Fact]
    public void A_pod_that_no_node_takes_is_told_in_an_event() => TwinCluster.Run(async cluster =>
    {
        await cluster.PostAsync($"{Core}/pods", """
            {"metadata":{"name":"p"},"spec":{"nodeSelector":{"no":"such"},"containers":[{"name":"c","image":"i"}]}}
            """);
        await cluster.PassAsync(TimeSpan.FromSeconds(10));
        var told = Assert.Single(await cluster.ListAsync($"{Core}/events"));
        Assert.Equal(("FailedScheduling", "Warning"), (told["reason"]!.ToString(), told["type"]!.ToString()));
    });

    [Fact]
    public void Every_step_of_a_rollout_is_told_in_an_event_of_its_own() => TwinCluster.Run(async cluster =>
    {
        await cluster.PostAsync($"{Apps}/deployments", Deployment(replicas: 1));
        await cluster.UntilAsync($"{Apps}/deployments/web", d => Number(d, "availableReplicas") == 1);
        await cluster.PatchAsync($"{Apps}/deployments/web", Image("registry.example/app:2"));
        await cluster.UntilAsync($"{Apps}/deployments/web", d =>
            Number(d, "observedGeneration") == 2 && Number(d, "updatedReplicas") == 1 && Number(d, "replicas") == 1);
        await cluster.PassAsync(TimeSpan.FromSeconds(10));

        var told = (await cluster.ListAsync($"{Core}/events"))
            .Where(e => (string?)e["involvedObject"]!["kind"] == "Deployment")
            .Select(e => ((string?)e["message"])!.Split(' '))
            .Select(words => string.Join(' ', words.Where(w => !w.StartsWith("web-", StringComparison.Ordinal))));
        Assert.Equal(
            [
                "Scaled down replica set from 1 to 0",
                "Scaled up replica set from 0 to 1",
                "Scaled up replica set from 0 to 1",
            ],
            told.Order(StringComparer.Ordinal));
    });

    [Fact]
    public void A_daemon_set_is_on_every_node_and_rolls_one_by_one() => TwinCluster.Run(
        async cluster =>
        {
            await cluster.PostAsync(
                $"{Apps}/daemonsets", Workload(
                    "DaemonSet", "d",
                    """
                    "updateStrategy":{"type":"RollingUpdate","rollingUpdate":{"maxUnavailable":1,"maxSurge":0}}
                    """));
            await cluster.UntilAsync($"{Apps}/daemonsets/d", d => Number(d, "numberAvailable") == 5);
            await cluster.PatchAsync($"{Apps}/daemonsets/d", Image("registry.example/app:2"));
            var fewest = 5;
            await cluster.UntilAsync($"{Apps}/daemonsets/d", d =>
            {
                fewest = Math.Min(fewest, Number(d, "numberAvailable"));
                return Number(d, "observedGeneration") == 2 && Number(d, "updatedNumberScheduled") == 5
                    && Number(d, "numberAvailable") == 5;
            });
            Assert.Equal(4, fewest);
            var revisions = await cluster.ListAsync($"{Apps}/controllerrevisions");
            Assert.Equal([1, 2], revisions.Select(r => r["revision"]!.GetValue<int>()).Order());
            var pods = await cluster.ListAsync($"{Core}/pods");
            Assert.Equal(5, pods.Select(p => p["spec"]!["nodeName"]!.GetValue<string>()).Distinct().Count());
            Assert.Equal(5, pods.Select(p => p["status"]!["podIP"]!.GetValue<string>()).Distinct().Count());
        },
        nodes: 5);

    [Fact]
    public void A_stateful_set_comes_up_in_order_and_keeps_its_partition() => TwinCluster.Run(async cluster =>
    {
        await cluster.PostAsync(
            $"{Apps}/statefulsets", Workload("StatefulSet", "s", """ "replicas":3,"serviceName":"x" """));
        await cluster.UntilAsync($"{Apps}/statefulsets/s", s => Number(s, "availableReplicas") == 3);
        await cluster.PatchAsync(
            $"{Apps}/statefulsets/s",
            """{"spec":{"updateStrategy":{"type":"RollingUpdate","rollingUpdate":{"partition":2}}}}""");
        await cluster.PatchAsync($"{Apps}/statefulsets/s", Image("registry.example/app:2"));
        var set = await cluster.UntilAsync($"{Apps}/statefulsets/s", s =>
            Number(s, "updatedReplicas") == 1 && Number(s, "availableReplicas") == 3
                && Number(s, "currentReplicas") == 2);
        Assert.NotEqual(
            set["status"]!["currentRevision"]!.GetValue<string>(),
            set["status"]!["updateRevision"]!.GetValue<string>());

        await cluster.DeleteAsync($"{Core}/pods/s-0");
        await cluster.UntilAsync($"{Apps}/statefulsets/s", s => Number(s, "availableReplicas") == 2);
        await cluster.UntilAsync($"{Apps}/statefulsets/s", s => Number(s, "availableReplicas") == 3);
        Assert.Equal(["1", "1", "2"], await ImagesAsync(cluster));

        await cluster.PatchAsync(
            $"{Apps}/statefulsets/s", """{"spec":{"updateStrategy":{"rollingUpdate":{"partition":0}}}}""");
        await cluster.UntilAsync($"{Apps}/statefulsets/s", s =>
            Number(s, "updatedReplicas") == 3 && Number(s, "availableReplicas") == 3
                && Number(s, "currentReplicas") == 3);
        Assert.Equal(["2", "2", "2"], await ImagesAsync(cluster));
    });

    [Fact]
    public void A_deployment_goes_with_all_that_it_made() => TwinCluster.Run(async cluster =>
    {
        await cluster.PostAsync($"{Apps}/deployments", Deployment(replicas: 2));
        await cluster.UntilAsync($"{Apps}/deployments/web", d => Number(d, "availableReplicas") == 2);
        await cluster.DeleteAsync($"{Apps}/deployments/web");
        await UntilEmptyAsync(cluster, $"{Apps}/replicasets");
        await UntilEmptyAsync(cluster, $"{Core}/pods");
    });

    [Theory]
    [InlineData("Foreground")]
    [InlineData("Orphan")]
    public void A_deployment_goes_after_or_without_what_it_made(string propagation) => TwinCluster.Run(async cluster =>
    {
        await cluster.PostAsync($"{Apps}/deployments", Deployment(replicas: 2));
        await cluster.UntilAsync($"{Apps}/deployments/web", d => Number(d, "availableReplicas") == 2);
        await cluster.DeleteAsync(
            $"{Apps}/deployments/web",
            $$"""{"kind":"DeleteOptions","apiVersion":"v1","propagationPolicy":"{{propagation}}"}""");
        await cluster.UntilGoneAsync($"{Apps}/deployments/web");
        var sets = await cluster.ListAsync($"{Apps}/replicasets");
        Assert.Equal(propagation == "Orphan" ? 1 : 0, sets.Length);
        Assert.All(sets, s => Assert.Null(s["metadata"]!["ownerReferences"]));
        Assert.Equal(propagation == "Orphan" ? 2 : 0, (await cluster.ListAsync($"{Core}/pods")).Length);
    });

    [Fact]
    public void A_namespace_goes_with_everything_in_it() => TwinCluster.Run(async cluster =>
    {
        await cluster.PostAsync(
            "/api/v1/namespaces", """{"apiVersion":"v1","kind":"Namespace","metadata":{"name":"team"}}""");
        await cluster.UntilAsync("/api/v1/namespaces/team/serviceaccounts/default", _ => true);
        await cluster.UntilAsync("/api/v1/namespaces/team/configmaps/kube-root-ca.crt", _ => true);
        await cluster.PostAsync("/apis/apps/v1/namespaces/team/deployments", Deployment(replicas: 2));
        await cluster.UntilAsync(
            "/apis/apps/v1/namespaces/team/deployments/web", d => Number(d, "availableReplicas") == 2);
        await cluster.PostAsync(
            "/api/v1/namespaces/team/configmaps",
            """{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"held","finalizers":["example.com/h"]}}""");
        await cluster.DeleteAsync("/api/v1/namespaces/team");
        var ns = await cluster.UntilAsync("/api/v1/namespaces/team", n =>
            Condition(n, "NamespaceContentRemaining")?["message"]?.GetValue<string>()
                == "Some resources are remaining: configmaps. has 1 resource instances");
        Assert.Equal("SomeFinalizersRemain", Reason(ns, "NamespaceFinalizersRemaining"));
        await cluster.PatchAsync("/api/v1/namespaces/team/configmaps/held", """{"metadata":{"finalizers":null}}""");
        await cluster.UntilGoneAsync("/api/v1/namespaces/team");
    });

    private static async Task UntilEmptyAsync(TwinCluster cluster, string path) =>
        await cluster.UntilAsync(path, list => list["items"] is JsonArray { Count: 0 });

    private static async Task<string[]> ImagesAsync(TwinCluster cluster) =>
    [
        .. (await cluster.ListAsync($"{Core}/pods"))
            .OrderBy(p => p["metadata"]!["name"]!.GetValue<string>(), StringComparer.Ordinal)
            .Select(p => p["spec"]!["containers"]![0]!["image"]!.GetValue<string>()[^1..]),
    ];

    private static string Image(string image) =>
        "{\"spec\":{\"template\":{\"spec\":{\"containers\":[{\"name\":\"app\",\"image\":\"" + image + "\"}]}}}}";

    private static string Workload(string kind, string name, string more) => $$$"""
        {"apiVersion":"apps/v1","kind":"{{{kind}}}","metadata":{"name":"{{{name}}}"},"spec":{ {{{more}}},
         "selector":{"matchLabels":{"app":"{{{name}}}"} },"template":{"metadata":{"labels":{"app":"{{{name}}}"} },
         "spec":{"containers":[{"name":"app","image":"registry.example/app:1"}] } } } }
        """;

    private static JsonNode? Condition(JsonObject obj, string type) => (obj["status"]?["conditions"] as JsonArray)?
        .FirstOrDefault(c => c!["type"]!.GetValue<string>() == type);

    private static string? Reason(JsonObject obj, string type) => Condition(obj, type)?["reason"]?.GetValue<string>();

    private static int Number(JsonObject obj, string field) => obj["status"]?[field]?.GetValue<int>() ?? 0;

    private static string Deployment(int replicas) => $$$"""
        {"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"web"},
         "spec":{"replicas":{{{replicas}}},"progressDeadlineSeconds":600,
         "selector":{"matchLabels":{"app":"web"}},"template":{"metadata":{"labels":{"app":"web"}},
         "spec":{"containers":[{"name":"app","image":"registry.example/app:1"}] } } } }
        """;
}
