using System.Text.Json.Nodes;
using Fairway.Tests.Twin.Behaviour;
using Xunit;
using static Fairway.Tests.Workloads.KruiseCluster;

namespace Fairway.Tests.Workloads.DaemonSets;

/// <summary>Advanced DaemonSets in a cluster of the twin.</summary>
public sealed class AdvancedDaemonSetTests
{
    private const string One = $"{KruiseCluster.DaemonSets}/s";
    private const string ByParts = "\"scaleStrategy\":{\"partitionedScaling\":true}";
    private const string Nodes = "/api/v1/nodes";

    [Fact]
    public void Every_node_gets_a_pod_and_the_set_says_so() => KruiseCluster.Run(
        async cluster =>
        {
            await CreateAsync(cluster, "\"minReadySeconds\":2");

            var set = await cluster.UntilStatusAsync(One, ("numberAvailable", 4), ("updatedNumberScheduled", 4));

            Assert.Equal(4, (int?)set["status"]!["desiredNumberScheduled"]);
            var pod = (await cluster.LivingAsync())[0];
            Assert.Equal("DaemonSet", (string?)pod["metadata"]!["ownerReferences"]![0]!["kind"]);
            Assert.StartsWith(
                "apps.kruise.io/", (string)pod["metadata"]!["ownerReferences"]![0]!["apiVersion"]!,
                StringComparison.Ordinal);
            Assert.Equal(
                (string?)set["status"]!["updateRevision"],
                (string?)pod["metadata"]!["labels"]!["controller-revision-hash"]);
        },
        nodes: 4);

    [Fact]
    public void The_partition_keeps_so_many_nodes_at_the_old_image() => KruiseCluster.Run(
        async cluster =>
        {
            await CreateAsync(cluster, Rolling("\"partition\":3,\"maxUnavailable\":2"));
            await cluster.UntilStatusAsync(One, ("numberAvailable", 5));

            await cluster.MergeAsync(One, Image("app:2"));
            await cluster.UntilStatusAsync(One, ("numberAvailable", 5), ("updatedNumberScheduled", 2));
            await cluster.PassAsync(TimeSpan.FromMinutes(5));
            Assert.Equal("3 app:1, 2 app:2", await cluster.ImagesAsync());

            await cluster.MergeAsync(
                One, """{"spec":{"updateStrategy":{"rollingUpdate":{"partition":"30%"}}}}""");
            await cluster.UntilStatusAsync(One, ("numberAvailable", 5), ("updatedNumberScheduled", 4));
            await cluster.PassAsync(TimeSpan.FromMinutes(5));
            Assert.Equal("1 app:1, 4 app:2", await cluster.ImagesAsync());

            await cluster.MergeAsync(One, """{"spec":{"updateStrategy":{"rollingUpdate":{"partition":0}}}}""");
            await cluster.UntilStatusAsync(One, ("numberAvailable", 5), ("updatedNumberScheduled", 5));
        },
        nodes: 5);

    [Fact]
    public void A_lost_pod_comes_back_old_where_scaling_minds_the_partition() => KruiseCluster.Run(
        async cluster =>
        {
            await CreateAsync(cluster, $"{ByParts},{Rolling("\"partition\":0")}");
            await cluster.UntilStatusAsync(One, ("numberAvailable", 3));
            await cluster.MergeAsync(One, """{"spec":{"updateStrategy":{"rollingUpdate":{"partition":2}}}}""");
            await cluster.MergeAsync(One, Image("app:2"));
            await cluster.UntilStatusAsync(One, ("numberAvailable", 3), ("updatedNumberScheduled", 1));

            foreach (var pod in (await cluster.LivingAsync()).Where(p => ImageOf(p) == "app:1"))
            {
                await cluster.DeleteAsync($"{Pods}/{Name(pod)}");
            }

            await cluster.PassAsync(TimeSpan.FromMinutes(3));
            Assert.Equal("2 app:1, 1 app:2", await cluster.ImagesAsync());
        });

    [Fact]
    public void A_new_set_is_created_by_parts_where_scaling_minds_the_partition() => KruiseCluster.Run(
        async cluster =>
        {
            await CreateAsync(cluster, $"{ByParts},{Rolling("\"partition\":2")}");
            await cluster.UntilStatusAsync(One, ("numberAvailable", 1), ("desiredNumberScheduled", 3));
            await cluster.PassAsync(TimeSpan.FromMinutes(3));
            Assert.Equal("1 app:1", await cluster.ImagesAsync());

            await cluster.MergeAsync(One, """{"spec":{"updateStrategy":{"rollingUpdate":{"partition":0}}}}""");
            await cluster.UntilStatusAsync(One, ("numberAvailable", 3));
        });

    [Fact]
    public void Without_that_it_comes_back_new_as_with_OpenKruise() => KruiseCluster.Run(async cluster =>
    {
        await CreateAsync(cluster, Rolling("\"partition\":3"));
        await cluster.UntilStatusAsync(One, ("numberAvailable", 3));
        await cluster.MergeAsync(One, Image("app:2"));

        await cluster.DeleteAsync($"{Pods}/{Name((await cluster.LivingAsync())[0])}");
        await cluster.PassAsync(TimeSpan.FromMinutes(3));

        Assert.Equal("2 app:1, 1 app:2", await cluster.ImagesAsync());
    });

    [Fact]
    public void Only_nodes_that_are_selected_are_updated() => KruiseCluster.Run(async cluster =>
    {
        await CreateAsync(cluster, Rolling("\"selector\":{\"matchLabels\":{\"canary\":\"yes\"}}"));
        await cluster.UntilStatusAsync(One, ("numberAvailable", 3));
        var first = Name((await cluster.ListAsync(Nodes))[0]);
        await cluster.MergeAsync($"{Nodes}/{first}", """{"metadata":{"labels":{"canary":"yes"}}}""");

        await cluster.MergeAsync(One, Image("app:2"));
        await cluster.UntilStatusAsync(One, ("numberAvailable", 3), ("updatedNumberScheduled", 1));
        await cluster.PassAsync(TimeSpan.FromMinutes(5));

        var updated = Assert.Single(await cluster.LivingAsync(), p => ImageOf(p) == "app:2");
        Assert.Equal(first, (string?)updated["spec"]!["nodeName"]);
    });

    [Fact]
    public void A_paused_set_updates_nothing_and_still_replaces_what_is_lost() => KruiseCluster.Run(async cluster =>
    {
        await CreateAsync(cluster, Rolling("\"paused\":true"));
        await cluster.UntilStatusAsync(One, ("numberAvailable", 3));
        await cluster.MergeAsync(One, Image("app:2"));
        await cluster.PassAsync(TimeSpan.FromMinutes(5));
        Assert.Equal("3 app:1", await cluster.ImagesAsync());

        await cluster.DeleteAsync($"{Pods}/{Name((await cluster.LivingAsync())[0])}");
        await cluster.PassAsync(TimeSpan.FromMinutes(3));
        await cluster.UntilStatusAsync(One, ("numberAvailable", 3));
    });

    [Fact]
    public void An_update_in_place_keeps_the_pods() => KruiseCluster.Run(async cluster =>
    {
        await CreateAsync(cluster, Rolling("\"rollingUpdateType\":\"InPlaceIfPossible\""));
        await cluster.UntilStatusAsync(One, ("numberAvailable", 3));
        var before = await cluster.LivingAsync();

        await cluster.MergeAsync(One, Image("app:2"));
        await cluster.UntilStatusAsync(One, ("numberAvailable", 3), ("updatedNumberScheduled", 3));

        var after = await cluster.LivingAsync();
        Assert.Equal(before.Select(Uid), after.Select(Uid));
        Assert.All(after, p => Assert.Equal(1, (int?)p["status"]!["containerStatuses"]![0]!["restartCount"]));
    });

    [Fact]
    public void A_new_pod_stands_beside_the_old_one_until_it_is_available() => KruiseCluster.Run(async cluster =>
    {
        await CreateAsync(cluster, $"\"minReadySeconds\":5,{Rolling("\"maxSurge\":1")}");
        await cluster.UntilStatusAsync(One, ("numberAvailable", 3));
        var (fewest, most) = (int.MaxValue, 0);

        await cluster.MergeAsync(One, Image("app:2"));
        for (var look = 0; look < 600; look++)
        {
            var status = (await cluster.GetAsync(One))["status"]!;
            fewest = Math.Min(fewest, (int?)status["numberAvailable"] ?? 0);
            most = Math.Max(most, (await cluster.LivingAsync()).Length);
            await cluster.PassAsync(TimeSpan.FromMilliseconds(200));
        }

        Assert.Equal("3 app:2", await cluster.ImagesAsync());
        Assert.Equal((3, 4), (fewest, most));
    });

    [Fact]
    public void OnDelete_leaves_it_to_who_deletes() => KruiseCluster.Run(async cluster =>
    {
        await CreateAsync(cluster, "\"updateStrategy\":{\"type\":\"OnDelete\"}");
        await cluster.UntilStatusAsync(One, ("numberAvailable", 3));
        await cluster.MergeAsync(One, Image("app:2"));
        await cluster.PassAsync(TimeSpan.FromMinutes(5));
        Assert.Equal("3 app:1", await cluster.ImagesAsync());
    });

    [Fact]
    public void A_hook_holds_a_pod_that_is_to_make_way() => KruiseCluster.Run(async cluster =>
    {
        await CreateAsync(cluster, "\"lifecycle\":{\"preDelete\":{\"labelsHandler\":{\"hold\":\"yes\"}}}");
        await cluster.UntilStatusAsync(One, ("numberAvailable", 3));
        foreach (var pod in await cluster.LivingAsync())
        {
            await cluster.MergeAsync($"{Pods}/{Name(pod)}", """{"metadata":{"labels":{"hold":"yes"}}}""");
        }

        await cluster.MergeAsync(One, Image("app:2"));
        await cluster.PassAsync(TimeSpan.FromMinutes(5));
        var held = Assert.Single(
            await cluster.LivingAsync(),
            p => (string?)p["metadata"]!["labels"]!["lifecycle.apps.kruise.io/state"] == "PreparingDelete");

        await cluster.MergeAsync($"{Pods}/{Name(held)}", """{"metadata":{"labels":{"hold":null}}}""");
        await cluster.UntilStatusAsync(One, ("updatedNumberScheduled", 1), ("numberAvailable", 2));
    });

    [Fact]
    public void A_node_more_in_mid_rollout_leaves_the_partition_as_it_is() => KruiseCluster.Run(async cluster =>
    {
        await CreateAsync(cluster, Rolling("\"partition\":3"));
        await cluster.UntilStatusAsync(One, ("numberAvailable", 3));
        await cluster.MergeAsync(One, Image("app:2"));
        await cluster.PassAsync(TimeSpan.FromMinutes(1));

        await cluster.PostAsync(Nodes, """{"metadata":{"name":"more","labels":{"kubernetes.io/hostname":"more"}}}""");
        await cluster.PassAsync(TimeSpan.FromMinutes(5));

        Assert.Equal(3, (await cluster.LivingAsync()).Count(p => ImageOf(p) == "app:1"));
    });

    [Fact]
    public void A_template_that_comes_back_is_the_newest_revision_again() => KruiseCluster.Run(async cluster =>
    {
        const string Revisions = "/apis/apps/v1/namespaces/default/controllerrevisions";
        await CreateAsync(cluster, Rolling("\"maxUnavailable\":3"));
        await cluster.UntilStatusAsync(One, ("numberAvailable", 3));
        await cluster.MergeAsync(One, Image("app:2"));
        await cluster.UntilStatusAsync(One, ("numberAvailable", 3), ("updatedNumberScheduled", 3));
        await cluster.MergeAsync(One, Image("app:1"));
        await cluster.UntilStatusAsync(One, ("numberAvailable", 3), ("updatedNumberScheduled", 3));

        Assert.Equal([2, 3], (await cluster.ListAsync(Revisions)).Select(r => (int)r["revision"]!).Order());
        Assert.Equal("3 app:1", await cluster.ImagesAsync());
    });

    private static string Rolling(string spec) => $"\"updateStrategy\":{{\"rollingUpdate\":{{{spec}}}}}";

    private static async Task CreateAsync(TwinCluster cluster, string spec) =>
        await cluster.PostAsync(KruiseCluster.DaemonSets, Set("DaemonSet", spec));

    private static string? ImageOf(JsonObject pod) => (string?)pod["spec"]!["containers"]![0]!["image"];
}
