using System.Text.Json.Nodes;
using Fairway.Tests.Twin.Behaviour;
using Xunit;
using static Fairway.Tests.Workloads.KruiseCluster;

namespace Fairway.Tests.Workloads.StatefulSets;

/// <summary>Advanced StatefulSets in a cluster of the twin.</summary>
public sealed class AdvancedStatefulSetTests
{
    private const string One = $"{KruiseCluster.StatefulSets}/s";
    private const string Parallel = "\"podManagementPolicy\":\"Parallel\"";

    [Fact]
    public void Pods_come_in_order_and_have_their_names() => KruiseCluster.Run(async cluster =>
    {
        await CreateAsync(cluster, "\"replicas\":3");

        await cluster.UntilStatusAsync(One, ("availableReplicas", 3), ("updatedReplicas", 3));

        var pods = await cluster.LivingAsync();
        Assert.Equal(["s-0", "s-1", "s-2"], pods.Select(Name));
        Assert.Equal(pods.Select(CreatedAt), pods.Select(CreatedAt).Order());
        Assert.Equal("s-1", (string?)pods[1]["metadata"]!["labels"]!["statefulset.kubernetes.io/pod-name"]);
    });

    [Fact]
    public void Reserved_ordinals_are_passed_over_and_make_room_when_they_are_added() =>
        KruiseCluster.Run(async cluster =>
        {
            await CreateAsync(cluster, "\"replicas\":3,\"reserveOrdinals\":[1,\"3-4\"]");
            await cluster.UntilStatusAsync(One, ("availableReplicas", 3));
            Assert.Equal(["s-0", "s-2", "s-5"], (await cluster.LivingAsync()).Select(Name));

            await cluster.MergeAsync(One, """{"spec":{"reserveOrdinals":[0]}}""");
            await cluster.UntilGoneAsync($"{Pods}/s-5");
            await cluster.UntilStatusAsync(One, ("availableReplicas", 3), ("replicas", 3));
            Assert.Equal(["s-1", "s-2", "s-3"], (await cluster.LivingAsync()).Select(Name));
        });

    [Fact]
    public void The_partition_keeps_the_lowest_pods_at_the_old_image() => KruiseCluster.Run(async cluster =>
    {
        await CreateAsync(cluster, $"\"replicas\":4,{Rolling("\"partition\":3")}");
        await cluster.UntilStatusAsync(One, ("availableReplicas", 4));

        await cluster.MergeAsync(One, Image("app:2"));
        await cluster.UntilStatusAsync(One, ("availableReplicas", 4), ("updatedAvailableReplicas", 1));
        await cluster.PassAsync(TimeSpan.FromMinutes(3));
        Assert.Equal(["app:1", "app:1", "app:1", "app:2"], (await cluster.LivingAsync()).Select(ImageOf));

        await cluster.MergeAsync(One, """{"spec":{"updateStrategy":{"rollingUpdate":{"partition":1}}}}""");
        await cluster.UntilStatusAsync(One, ("availableReplicas", 4), ("updatedAvailableReplicas", 3));
        Assert.Equal(["app:1", "app:2", "app:2", "app:2"], (await cluster.LivingAsync()).Select(ImageOf));
    });

    [Fact]
    public void A_pod_below_the_partition_comes_back_old_however_often_it_is_lost() =>
        KruiseCluster.Run(async cluster =>
        {
            await CreateAsync(cluster, $"\"replicas\":3,{Rolling("\"partition\":1")}");
            await cluster.UntilStatusAsync(One, ("availableReplicas", 3));
            await cluster.MergeAsync(One, Image("app:2"));
            await cluster.UntilStatusAsync(One, ("availableReplicas", 3), ("updatedAvailableReplicas", 2));

            for (var i = 0; i < 3; i++)
            {
                await cluster.DeleteAsync($"{Pods}/s-0", """{"gracePeriodSeconds":0}""");
                await cluster.PassAsync(TimeSpan.FromMinutes(1));
                await cluster.UntilStatusAsync(One, ("availableReplicas", 3));
                Assert.Equal("app:1", ImageOf((await cluster.LivingAsync())[0]));
            }
        });

    [Fact]
    public void Several_may_be_unavailable_where_the_set_is_parallel() => KruiseCluster.Run(async cluster =>
    {
        await CreateAsync(cluster, $"\"replicas\":6,{Parallel},{Rolling("\"maxUnavailable\":\"50%\"")}");
        await cluster.UntilStatusAsync(One, ("availableReplicas", 6));
        var fewest = int.MaxValue;

        await cluster.MergeAsync(One, Image("app:2"));
        await cluster.UntilAsync(One, set =>
        {
            fewest = Math.Min(fewest, (int)set["status"]!["availableReplicas"]!);
            return (int?)set["status"]!["updatedAvailableReplicas"] == 6 && IsObserved(set);
        });

        Assert.Equal(3, fewest);
    });

    [Fact]
    public void An_update_in_place_keeps_the_pods() => KruiseCluster.Run(async cluster =>
    {
        await CreateAsync(cluster, $"\"replicas\":3,{Rolling("\"podUpdatePolicy\":\"InPlaceIfPossible\"")}");
        await cluster.UntilStatusAsync(One, ("availableReplicas", 3));
        var before = await cluster.LivingAsync();

        await cluster.MergeAsync(One, Image("app:2"));
        await cluster.UntilStatusAsync(One, ("availableReplicas", 3), ("updatedAvailableReplicas", 3));

        var after = await cluster.LivingAsync();
        Assert.Equal(before.Select(Uid), after.Select(Uid));
        Assert.All(after, p => Assert.Equal(1, (int?)p["status"]!["containerStatuses"]![0]!["restartCount"]));
    });

    [Fact]
    public void A_pod_that_waits_for_its_new_image_is_ready_again_when_the_set_is_paused() =>
        KruiseCluster.Run(async cluster =>
        {
            await CreateAsync(cluster, $"\"replicas\":2,{Rolling("""
                "podUpdatePolicy":"InPlaceOnly","inPlaceUpdateStrategy":{"gracePeriodSeconds":30}
                """)}");
            await cluster.UntilStatusAsync(One, ("availableReplicas", 2));
            await cluster.MergeAsync(One, Image("app:2"));
            await cluster.UntilStatusAsync(One, ("readyReplicas", 1));

            await cluster.MergeAsync(One, """{"spec":{"updateStrategy":{"rollingUpdate":{"paused":true}}}}""");
            await cluster.UntilStatusAsync(One, ("availableReplicas", 2));

            Assert.Equal("2 app:1", await cluster.ImagesAsync());
        });

    [Fact]
    public void A_broken_update_is_mended_without_help() => KruiseCluster.Run(async cluster =>
    {
        await CreateAsync(cluster, "\"replicas\":3");
        await cluster.UntilStatusAsync(One, ("availableReplicas", 3));
        await cluster.MergeAsync(One, """{"spec":{"template":{"spec":{"nodeSelector":{"there-is":"none"}}}}}""");
        await cluster.UntilStatusAsync(One, ("availableReplicas", 2), ("updatedReplicas", 1));

        await cluster.MergeAsync(One, """{"spec":{"template":{"spec":{"nodeSelector":null}}}}""");

        await cluster.UntilStatusAsync(One, ("updatedAvailableReplicas", 3));
    });

    [Fact]
    public void Scaling_down_takes_the_highest_first() => KruiseCluster.Run(async cluster =>
    {
        await CreateAsync(cluster, "\"replicas\":4");
        await cluster.UntilStatusAsync(One, ("availableReplicas", 4));

        await cluster.MergeAsync(One, """{"spec":{"replicas":2}}""");
        await cluster.UntilStatusAsync(One, ("replicas", 2));

        Assert.Equal(["s-0", "s-1"], (await cluster.LivingAsync()).Select(Name));
    });

    [Fact]
    public void Claims_stay_or_go_as_the_set_says() => KruiseCluster.Run(async cluster =>
    {
        const string Claims = "/api/v1/namespaces/default/persistentvolumeclaims";
        await CreateAsync(
            cluster,
            """
            "replicas":2,"volumeClaimTemplates":[{"metadata":{"name":"data"},
             "spec":{"accessModes":["ReadWriteOnce"],"resources":{"requests":{"storage":"1Gi"}}}}]
            """);
        await cluster.UntilStatusAsync(One, ("availableReplicas", 2));
        await cluster.MergeAsync(One, """{"spec":{"replicas":1}}""");
        await cluster.UntilStatusAsync(One, ("replicas", 1));
        await cluster.PassAsync(TimeSpan.FromMinutes(1));
        Assert.True(await cluster.ExistsAsync($"{Claims}/data-s-1"));

        await cluster.MergeAsync(
            One, """{"spec":{"replicas":0,"persistentVolumeClaimRetentionPolicy":{"whenScaled":"Delete"}}}""");
        await cluster.UntilGoneAsync($"{Claims}/data-s-0");
    });

    [Fact]
    public void The_order_of_an_update_may_be_that_of_priorities() => KruiseCluster.Run(async cluster =>
    {
        await CreateAsync(cluster, $"\"replicas\":3,{Parallel},{Rolling("""
            "partition":2,"unorderedUpdate":{"priorityStrategy":{"weightPriority":[
              {"weight":10,"matchSelector":{"matchLabels":{"first":"yes"}}}]}}
            """)}");
        await cluster.UntilStatusAsync(One, ("availableReplicas", 3));
        await cluster.MergeAsync($"{Pods}/s-1", """{"metadata":{"labels":{"first":"yes"}}}""");

        await cluster.MergeAsync(One, Image("app:2"));
        await cluster.UntilStatusAsync(One, ("availableReplicas", 3), ("updatedAvailableReplicas", 1));
        await cluster.PassAsync(TimeSpan.FromMinutes(3));

        Assert.Equal(["app:1", "app:2", "app:1"], (await cluster.LivingAsync()).Select(ImageOf));
    });

    [Fact]
    public void A_marked_pod_is_replaced_within_the_limit() => KruiseCluster.Run(async cluster =>
    {
        await CreateAsync(cluster, "\"replicas\":2");
        await cluster.UntilStatusAsync(One, ("availableReplicas", 2));
        var before = await cluster.LivingAsync();

        await cluster.MergeAsync(
            $"{Pods}/s-0", """{"metadata":{"labels":{"apps.kruise.io/specified-delete":"true"}}}""");
        await cluster.PassAsync(TimeSpan.FromMinutes(2));
        await cluster.UntilStatusAsync(One, ("availableReplicas", 2));

        var after = await cluster.LivingAsync();
        Assert.NotEqual(Uid(before[0]), Uid(after[0]));
        Assert.Equal(Uid(before[1]), Uid(after[1]));
    });

    private static string Rolling(string spec) => $"\"updateStrategy\":{{\"rollingUpdate\":{{{spec}}}}}";

    private static async Task CreateAsync(TwinCluster cluster, string spec) =>
        await cluster.PostAsync(KruiseCluster.StatefulSets, Set("StatefulSet", spec));

    private static bool IsObserved(JsonObject set) =>
        (long?)set["status"]!["observedGeneration"] == (long?)set["metadata"]!["generation"];

    private static string? ImageOf(JsonObject pod) => (string?)pod["spec"]!["containers"]![0]!["image"];

    private static string? CreatedAt(JsonObject pod) => (string?)pod["metadata"]!["creationTimestamp"];
}
