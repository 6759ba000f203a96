using System.Text.Json.Nodes;
using Fairway.Kube;
using Xunit;

namespace Fairway.Tests.Twin.Behaviour.NodeCases;

/// <summary>What sig-node's cases assert of objects alone: configmap.go, secrets.go, podtemplates.go, lease.go,
/// runtimeclass.go and sysctl.go of test/e2e/common/node, test/e2e/dra/dra.go, test/e2e/node/node_lifecycle.go and
/// taints.go (kubernetes/kubernetes v1.28.7 and later).</summary>
public sealed class ObjectCases
{
    private const string Nodes = "/api/v1/nodes";
    private const string Classes = "/apis/node.k8s.io/v1/runtimeclasses";

    private const string Template = "\"template\":{\"spec\":{\"containers\":[{\"name\":\"c\",\"image\":\"c:1\"}]}}";

    private const string Request =
        "\"devices\":{\"requests\":[{\"name\":\"r\",\"exactly\":{\"deviceClassName\":\"example.com\"}}]}";

    private const string Slice =
        "\"driver\":\"example.com\",\"nodeName\":\"n\",\"pool\":{\"name\":\"p\",\"resourceSliceCount\":1}";

    /// <summary>ConfigMap should run through a ConfigMap lifecycle; Secrets should patch a secret; PodTemplates should
    /// run the lifecycle of, replace, delete a collection of; lease API should be available; RuntimeClass should
    /// support RuntimeClasses API operations; [DRA] CRUD Tests of four kinds</summary>
    [Theory]
    [InlineData("v1", "configmaps", true, "\"data\":{\"a\":\"1\"}")]
    [InlineData("v1", "secrets", true, "\"data\":{\"a\":\"MQ==\"}")]
    [InlineData("v1", "podtemplates", true, Template)]
    [InlineData("coordination.k8s.io/v1", "leases", true, "\"spec\":{\"holderIdentity\":\"h\"}")]
    [InlineData("node.k8s.io/v1", "runtimeclasses", false, "\"handler\":\"none\"")]
    [InlineData("resource.k8s.io/v1", "deviceclasses", false, "\"spec\":{}")]
    [InlineData("resource.k8s.io/v1", "resourceclaims", true, "\"spec\":{" + Request + "}")]
    [InlineData("resource.k8s.io/v1", "resourceclaimtemplates", true, "\"spec\":{\"spec\":{" + Request + "}}")]
    [InlineData("resource.k8s.io/v1", "resourceslices", false, "\"spec\":{" + Slice + "}")]
    public void Objects_are_made_found_changed_and_deleted(string group, string plural, bool namespaced, string body) =>
        TwinCluster.Run(async cluster =>
        {
            var root = group == "v1" ? "/api/v1" : $"/apis/{group}";
            var path = namespaced ? $"{root}/namespaces/default/{plural}" : $"{root}/{plural}";
            Assert.Contains(plural, (await cluster.GetAsync(root))["resources"]!.AsArray()
                .Select(r => (string?)r!["name"]));
            foreach (var name in (string[])["one", "two", "three"])
            {
                await cluster.PostAsync(path, Body(name, body));
            }

            var twice = await NodeScene.RefusedAsync(() => cluster.PostAsync(path, Body("one", body)));
            Assert.Equal((409, "AlreadyExists"), (twice.Status, twice.Reason));
            Assert.Equal(["one", "three", "two"], await cluster.SelectAsync($"{root}/{plural}", "test=cases"));

            var patched = await cluster.PatchAsync(
                $"{path}/one", """{"metadata":{"annotations":{"patched":"true"}}}""");
            patched["metadata"]!["annotations"]!["updated"] = "true";
            var updated = await cluster.PutAsync($"{path}/one", patched.ToJsonString());
            Assert.Equal("true", (string?)updated["metadata"]!["annotations"]!["patched"]);
            var read = (await cluster.GetAsync($"{path}/one"))["metadata"]!["annotations"]!;
            Assert.Equal("true", (string?)read["updated"]);

            await cluster.DeleteAsync($"{path}/one");
            Assert.False(await cluster.ExistsAsync($"{path}/one"));
            await cluster.DeleteAllAsync(path, "test=cases");
            Assert.Empty(await cluster.SelectAsync(path, "test=cases"));
        });

    /// <summary>ConfigMap should fail to create ConfigMap with empty key; Secrets should fail to create secret due to
    /// empty secret key</summary>
    [Theory]
    [InlineData("configmaps", "\"data\":{\"\":\"value-1\"}")]
    [InlineData("secrets", "\"data\":{\"\":\"dmFsdWUtMQ==\"}")]
    public void A_key_must_not_be_empty(string plural, string body) => TwinCluster.Run(async cluster =>
    {
        var refusal = await NodeScene.RefusedAsync(
            () => cluster.PostAsync($"/api/v1/namespaces/default/{plural}", Body("one", body)));
        Assert.Equal(422, refusal.Status);
        Assert.Contains("data[]: Invalid value: \"\"", refusal.Message, StringComparison.Ordinal);
    });

    /// <summary>RuntimeClass should reject a Pod requesting a non-existent RuntimeClass, and a deleted one</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_pod_of_a_runtime_class_that_is_not_there_is_refused(bool wasThere) => TwinCluster.Run(async cluster =>
    {
        if (wasThere)
        {
            await cluster.PostAsync(Classes, Body("gone", "\"handler\":\"runc\""));
            await cluster.DeleteAsync($"{Classes}/gone");
        }

        var refusal = await NodeScene.RefusedAsync(() => cluster.PodAsync("p", "\"runtimeClassName\":\"gone\""));
        Assert.Equal(
            (403, "pods \"p\" is forbidden: pod rejected: RuntimeClass \"gone\" not found"),
            (refusal.Status, refusal.Message));
    });

    /// <summary>RuntimeClass should schedule a Pod requesting a RuntimeClass without PodOverhead; and initialize its
    /// Overhead</summary>
    [Theory]
    [InlineData("", null)]
    [InlineData(
        ",\"overhead\":{\"podFixed\":{\"cpu\":\"10m\",\"memory\":\"1Mi\"}}", """{"cpu":"10m","memory":"1Mi"}""")]
    public void A_pod_has_the_overhead_of_its_runtime_class(string overhead, string? wanted) => TwinCluster.Run(
        async cluster =>
        {
            await cluster.PostAsync(Classes, Body("mine", $"\"handler\":\"mine\"{overhead}"));
            await cluster.PodAsync("p", "\"runtimeClassName\":\"mine\"");
            var pod = await cluster.UntilPodAsync("p", p => p["spec"]!["nodeName"] is not null);
            Assert.Equal(wanted, pod["spec"]!["overhead"]?.ToJsonString());
        });

    /// <summary>Sysctls should reject invalid sysctls</summary>
    [Fact]
    public void Sysctls_that_cannot_be_are_refused() => TwinCluster.Run(async cluster =>
    {
        var refusal = await NodeScene.RefusedAsync(() => cluster.PodAsync("p", """
            "securityContext":{"sysctls":[{"name":"foo-","value":"bar"},{"name":"kernel.shmmax","value":"100000000"},
             {"name":"safe-and-unsafe","value":"100000000"},{"name":"bar..","value":"42"}]}
            """));
        Assert.Contains("Invalid value: \"foo-\"", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("Invalid value: \"bar..\"", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("safe-and-unsafe", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("kernel.shmmax", refusal.Message, StringComparison.Ordinal);
    });

    /// <summary>What Downward API cases rest on: a field that cannot be had is refused, one that can is taken</summary>
    [Theory]
    [InlineData("status.hostIPs", null)]
    [InlineData("spec.serviceAccountName", null)]
    [InlineData("metadata.labels['app']", null)]
    [InlineData(
        "metadata.other",
        "Invalid value: \"metadata.other\": error converting fieldPath: field label not supported: metadata.other")]
    [InlineData(
        "status.phase",
        "Unsupported value: \"status.phase\": supported values: \"metadata.name\", \"metadata.namespace\", "
            + "\"metadata.uid\", \"spec.nodeName\", \"spec.serviceAccountName\", \"status.hostIP\", "
            + "\"status.hostIPs\", \"status.podIP\", \"status.podIPs\"")]
    public void Fields_of_an_environment_are_checked(string field, string? problem) => TwinCluster.Run(async cluster =>
    {
        var environment = $$""" "env":[{"name":"A","valueFrom":{"fieldRef":{"fieldPath":"{{field}}"} } }] """;
        if (problem is null)
        {
            await cluster.PodAsync("p", container: environment);
            return;
        }

        var refusal = await NodeScene.RefusedAsync(() => cluster.PodAsync("p", container: environment));
        Assert.Equal(
            (422, "Pod \"p\" is invalid: spec.containers[0].env[0].valueFrom.fieldRef.fieldPath: " + problem),
            (refusal.Status, refusal.Message));
    });

    /// <summary>Node Lifecycle should run through the lifecycle of a node</summary>
    [Fact]
    public void A_node_is_made_patched_found_updated_and_deleted() => TwinCluster.Run(async cluster =>
    {
        var made = await cluster.PostAsync(Nodes, """
            {"metadata":{"name":"fake"},"spec":{"unschedulable":true},"status":{"phase":"Running","conditions":[
             {"type":"Ready","status":"True","reason":"E2E","message":"Set from e2e test"}]}}
            """);
        Assert.Equal("fake", (string?)made["metadata"]!["name"]);
        await cluster.PatchAsync($"{Nodes}/fake", """{"metadata":{"labels":{"fake":"patched"}}}""");
        Assert.Equal(["fake"], await cluster.SelectAsync(Nodes, "fake=patched"));
        await cluster.PassAsync(TimeSpan.FromSeconds(5));
        var read = await cluster.GetAsync($"{Nodes}/fake");
        read["metadata"]!["labels"]!["fake"] = "updated";
        var updated = await cluster.PutAsync($"{Nodes}/fake", read.ToJsonString());
        Assert.Equal("updated", (string?)updated["metadata"]!["labels"]!["fake"]);
        await cluster.DeleteAsync($"{Nodes}/fake");
        await cluster.UntilGoneAsync($"{Nodes}/fake");
    });

    /// <summary>NoExecuteTaintManager Single Pod removing taint cancels eviction</summary>
    [Fact]
    public void A_taint_that_is_taken_away_in_time_drives_nobody_off() => TwinCluster.Run(async cluster =>
    {
        await cluster.PodAsync("p", Tolerating(130));
        var node = (string?)(await cluster.UntilPodAsync("p", p => p.IsReady()))["spec"]!["nodeName"];
        await TaintAsync(cluster, node, """[{"key":"kubernetes.io/e2e-evict","value":"x","effect":"NoExecute"}]""");
        await cluster.PassAsync(TimeSpan.FromSeconds(65));
        Assert.Null((await cluster.PodOfAsync("p"))["metadata"]!["deletionTimestamp"]);
        await TaintAsync(cluster, node, "null");
        await cluster.PassAsync(TimeSpan.FromMinutes(5));
        Assert.True((await cluster.PodOfAsync("p")).IsReady());
    });

    /// <summary>NoExecuteTaintManager Multiple Pods evicts pods with minTolerationSeconds</summary>
    [Fact]
    public void Pods_are_driven_off_after_what_each_tolerates() => TwinCluster.Run(
        async cluster =>
        {
            await cluster.PodAsync("short", Tolerating(65));
            await cluster.PodAsync("long", Tolerating(325));
            var node = (string?)(await cluster.UntilPodAsync("short", p => p.IsReady()))["spec"]!["nodeName"];
            await cluster.UntilPodAsync("long", p => p.IsReady());
            await TaintAsync(cluster, node, """[{"key":"kubernetes.io/e2e-evict","value":"x","effect":"NoExecute"}]""");
            var tainted = cluster.Now;
            await cluster.UntilGoneAsync($"{NodeScene.Pods}/short");
            Assert.InRange((cluster.Now - tainted).TotalSeconds, 65, 70);
            Assert.True((await cluster.PodOfAsync("long")).IsReady());
            await cluster.UntilGoneAsync($"{NodeScene.Pods}/long");
            Assert.InRange((cluster.Now - tainted).TotalSeconds, 325, 330);
        },
        nodes: 1);

    private static string Tolerating(int seconds) => $$"""
        "tolerations":[{"key":"kubernetes.io/e2e-evict","operator":"Exists","effect":"NoExecute",
         "tolerationSeconds":{{seconds}} }]
        """;

    private static Task TaintAsync(TwinCluster cluster, string? node, string taints) =>
        cluster.PatchAsync($"{Nodes}/{node}", $$"""{"spec":{"taints":{{taints}} } }""");

    private static string Body(string name, string more) =>
        $$"""{"metadata":{"name":"{{name}}","labels":{"test":"cases"} },{{more}} }""";
}
