using System.Text.Json.Nodes;
using Fairway.Tests.Twin.Behaviour;
using Xunit;
using static Fairway.Tests.Workloads.KruiseCluster;

namespace Fairway.Tests.Workloads.CloneSets;

/// <summary>CloneSets in a cluster of the twin.</summary>
public sealed class CloneSetTests
{
    private const string One = $"{KruiseCluster.CloneSets}/s";

    [Fact]
    public void A_set_gets_its_pods_and_says_so() => KruiseCluster.Run(async cluster =>
    {
        await CreateAsync(cluster, "\"replicas\":4");

        var set = await cluster.UntilStatusAsync(One, ("availableReplicas", 4), ("updatedReplicas", 4));

        Assert.Equal("app=s", (string?)set["status"]!["labelSelector"]);
        Assert.Equal((string?)set["status"]!["updateRevision"], (string?)set["status"]!["currentRevision"]);
        var pod = (await cluster.LivingAsync())[0];
        var id = (string)pod["metadata"]!["labels"]!["apps.kruise.io/cloneset-instance-id"]!;
        Assert.Equal($"s-{id}", Name(pod));
        Assert.Equal("CloneSet", (string?)pod["metadata"]!["ownerReferences"]![0]!["kind"]);
        Assert.Equal("Normal", (string?)pod["metadata"]!["labels"]!["lifecycle.apps.kruise.io/state"]);
    });

    [Fact]
    public void At_rest_nothing_is_written() => KruiseCluster.Run(async cluster =>
    {
        await CreateAsync(cluster, "\"replicas\":3");
        await cluster.UntilStatusAsync(One, ("availableReplicas", 3));
        await cluster.PassAsync(TimeSpan.FromSeconds(30));
        var before = cluster.Api.Writes.Count(IsOurs);

        await cluster.PassAsync(TimeSpan.FromMinutes(10));

        Assert.Equal(before, cluster.Api.Writes.Count(IsOurs));
    });

    [Fact]
    public void The_partition_keeps_so_many_pods_at_the_old_image() => KruiseCluster.Run(async cluster =>
    {
        await CreateAsync(cluster, "\"replicas\":5,\"updateStrategy\":{\"partition\":3}");
        await cluster.UntilStatusAsync(One, ("availableReplicas", 5));

        await cluster.MergeAsync(One, Image("app:2"));
        await cluster.UntilStatusAsync(One, ("availableReplicas", 5), ("updatedAvailableReplicas", 2));
        await cluster.PassAsync(TimeSpan.FromMinutes(5));
        Assert.Equal("3 app:1, 2 app:2", await cluster.ImagesAsync());

        await cluster.MergeAsync(One, """{"spec":{"updateStrategy":{"partition":"20%"}}}""");
        await cluster.UntilStatusAsync(One, ("availableReplicas", 5), ("updatedAvailableReplicas", 4));
        await cluster.PassAsync(TimeSpan.FromMinutes(5));
        Assert.Equal("1 app:1, 4 app:2", await cluster.ImagesAsync());

        await cluster.MergeAsync(One, """{"spec":{"updateStrategy":{"partition":4}}}""");
        await cluster.PassAsync(TimeSpan.FromMinutes(5));
        Assert.Equal("1 app:1, 4 app:2", await cluster.ImagesAsync());

        await cluster.MergeAsync(One, """{"spec":{"updateStrategy":{"partition":0}}}""");
        var set = await cluster.UntilStatusAsync(One, ("updatedAvailableReplicas", 5));
        Assert.Equal((string?)set["status"]!["updateRevision"], (string?)set["status"]!["currentRevision"]);
    });

    [Fact]
    public void A_pod_that_is_lost_in_mid_rollout_comes_back_at_the_revision_that_is_missing() =>
        KruiseCluster.Run(async cluster =>
        {
            await CreateAsync(cluster, "\"replicas\":4,\"updateStrategy\":{\"partition\":3}");
            await cluster.UntilStatusAsync(One, ("availableReplicas", 4));
            await cluster.MergeAsync(One, Image("app:2"));
            await cluster.UntilStatusAsync(One, ("availableReplicas", 4), ("updatedAvailableReplicas", 1));

            var old = (await cluster.LivingAsync()).First(IsOf("app:1"));
            await cluster.DeleteAsync($"{Pods}/{Name(old)}");
            await cluster.PassAsync(TimeSpan.FromMinutes(3));

            Assert.Equal("3 app:1, 1 app:2", await cluster.ImagesAsync());
        });

    [Fact]
    public void Scaled_to_nothing_and_back_the_partition_still_holds() => KruiseCluster.Run(async cluster =>
    {
        await CreateAsync(cluster, "\"replicas\":4,\"updateStrategy\":{\"partition\":3}");
        await cluster.UntilStatusAsync(One, ("availableReplicas", 4));
        await cluster.MergeAsync(One, Image("app:2"));
        await cluster.UntilStatusAsync(One, ("availableReplicas", 4), ("updatedAvailableReplicas", 1));

        await cluster.MergeAsync(One, """{"spec":{"replicas":0}}""");
        await cluster.UntilStatusAsync(One, ("replicas", 0));
        await cluster.MergeAsync(One, """{"spec":{"replicas":4}}""");
        await cluster.UntilStatusAsync(One, ("availableReplicas", 4));

        Assert.Equal("3 app:1, 1 app:2", await cluster.ImagesAsync());
    });

    [Fact]
    public void An_update_in_place_keeps_the_pods_and_restarts_their_containers() => KruiseCluster.Run(async cluster =>
    {
        await CreateAsync(cluster, "\"replicas\":3,\"updateStrategy\":{\"type\":\"InPlaceIfPossible\"}");
        await cluster.UntilStatusAsync(One, ("availableReplicas", 3));
        var before = await cluster.LivingAsync();

        await cluster.MergeAsync(One, Image("app:2"));
        await cluster.UntilStatusAsync(One, ("updatedAvailableReplicas", 3));

        var after = await cluster.LivingAsync();
        Assert.Equal(before.Select(Uid), after.Select(Uid));
        Assert.All(after, pod =>
        {
            Assert.Equal("app:2", (string?)pod["spec"]!["containers"]![0]!["image"]);
            Assert.Equal(1, (int?)pod["status"]!["containerStatuses"]![0]!["restartCount"]);
            Assert.Equal("Normal", (string?)pod["metadata"]!["labels"]!["lifecycle.apps.kruise.io/state"]);
        });
    });

    [Fact]
    public void A_pod_is_unready_for_the_grace_before_its_image_changes() => KruiseCluster.Run(async cluster =>
    {
        await CreateAsync(
            cluster,
            """
            "replicas":1,"updateStrategy":{"type":"InPlaceOnly","inPlaceUpdateStrategy":{"gracePeriodSeconds":30}}
            """);
        await cluster.UntilStatusAsync(One, ("availableReplicas", 1));
        var pod = Name((await cluster.LivingAsync())[0]);

        await cluster.MergeAsync(One, Image("app:2"));
        await cluster.UntilAsync($"{Pods}/{pod}", p => Gate(p) == "False");
        await cluster.PassAsync(TimeSpan.FromSeconds(20));
        Assert.Equal("1 app:1", await cluster.ImagesAsync());

        await cluster.UntilStatusAsync(One, ("updatedAvailableReplicas", 1));
        Assert.Equal("1 app:2", await cluster.ImagesAsync());
    });

    [Fact]
    public void A_pod_that_waits_for_its_new_image_is_ready_again_when_the_set_is_paused() =>
        KruiseCluster.Run(async cluster =>
        {
            await CreateAsync(
                cluster,
                """
                "replicas":1,"updateStrategy":{"type":"InPlaceOnly","inPlaceUpdateStrategy":{"gracePeriodSeconds":30}}
                """);
            await cluster.UntilStatusAsync(One, ("availableReplicas", 1));
            var pod = Name((await cluster.LivingAsync())[0]);
            await cluster.MergeAsync(One, Image("app:2"));
            await cluster.UntilAsync($"{Pods}/{pod}", p => Gate(p) == "False");

            await cluster.MergeAsync(One, """{"spec":{"updateStrategy":{"paused":true}}}""");
            await cluster.UntilAsync($"{Pods}/{pod}", p => Gate(p) == "True");
            await cluster.PassAsync(TimeSpan.FromMinutes(2));

            Assert.Equal("1 app:1", await cluster.ImagesAsync());
        });

    [Fact]
    public void Where_more_than_the_image_differs_pods_are_made_anew_unless_that_is_forbidden() =>
        KruiseCluster.Run(async cluster =>
        {
            const string More =
                """
                {"spec":{"template":{"spec":{"containers":[{"name":"c","image":"app:2","args":["x"]}]}}}}
                """;
            await CreateAsync(cluster, "\"replicas\":2,\"updateStrategy\":{\"type\":\"InPlaceOnly\"}");
            await cluster.UntilStatusAsync(One, ("availableReplicas", 2));
            var before = await cluster.LivingAsync();

            await cluster.MergeAsync(One, More);
            await cluster.PassAsync(TimeSpan.FromMinutes(3));
            Assert.Equal(before.Select(Uid), (await cluster.LivingAsync()).Select(Uid));

            await cluster.MergeAsync(One, """{"spec":{"updateStrategy":{"type":"InPlaceIfPossible"}}}""");
            await cluster.UntilStatusAsync(One, ("updatedAvailableReplicas", 2), ("replicas", 2));
            Assert.Empty((await cluster.LivingAsync()).Select(Uid).Intersect(before.Select(Uid)));
        });

    [Fact]
    public void A_paused_set_is_scaled_and_not_updated() => KruiseCluster.Run(async cluster =>
    {
        await CreateAsync(cluster, "\"replicas\":2,\"updateStrategy\":{\"maxSurge\":2,\"paused\":true}");
        await cluster.UntilStatusAsync(One, ("availableReplicas", 2));

        await cluster.MergeAsync(One, """{"spec":{"replicas":4}}""");
        await cluster.UntilStatusAsync(One, ("availableReplicas", 4));
        await cluster.MergeAsync(One, Image("app:2"));
        await cluster.PassAsync(TimeSpan.FromMinutes(5));

        Assert.Equal("4 app:1", await cluster.ImagesAsync());
    });

    [Fact]
    public void A_pod_that_is_marked_is_replaced_by_another() => KruiseCluster.Run(async cluster =>
    {
        await CreateAsync(cluster, "\"replicas\":3,\"updateStrategy\":{\"maxUnavailable\":1}");
        await cluster.UntilStatusAsync(One, ("availableReplicas", 3));
        var gone = (await cluster.LivingAsync())[1];

        await cluster.MergeAsync(
            $"{Pods}/{Name(gone)}", """{"metadata":{"labels":{"apps.kruise.io/specified-delete":"true"}}}""");
        await cluster.UntilGoneAsync($"{Pods}/{Name(gone)}");

        await cluster.UntilStatusAsync(One, ("availableReplicas", 3), ("replicas", 3));
    });

    [Fact]
    public void A_pod_that_is_named_goes_first_when_the_set_is_scaled() => KruiseCluster.Run(async cluster =>
    {
        await CreateAsync(cluster, "\"replicas\":3");
        await cluster.UntilStatusAsync(One, ("availableReplicas", 3));
        var pods = (await cluster.LivingAsync()).Select(Name).ToArray();

        await cluster.MergeAsync(
            One, $$$$"""{"spec":{"replicas":2,"scaleStrategy":{"podsToDelete":["{{{{pods[2]}}}}"]}}}""");
        await cluster.UntilGoneAsync($"{Pods}/{pods[2]}");
        await cluster.UntilStatusAsync(One, ("availableReplicas", 2), ("replicas", 2));

        Assert.Equal(pods[..2], (await cluster.LivingAsync()).Select(Name));
    });

    [Fact]
    public void A_hook_holds_a_pod_that_is_to_go() => KruiseCluster.Run(async cluster =>
    {
        await CreateAsync(
            cluster,
            """
            "replicas":2,"lifecycle":{"preDelete":{"labelsHandler":{"hold":"yes"}}}
            """);
        await cluster.UntilStatusAsync(One, ("availableReplicas", 2));
        foreach (var pod in await cluster.LivingAsync())
        {
            await cluster.MergeAsync($"{Pods}/{Name(pod)}", """{"metadata":{"labels":{"hold":"yes"}}}""");
        }

        await cluster.MergeAsync(One, """{"spec":{"replicas":1}}""");
        await cluster.PassAsync(TimeSpan.FromMinutes(5));
        var held = Assert.Single(await cluster.LivingAsync(), p => State(p) == "PreparingDelete");

        await cluster.MergeAsync($"{Pods}/{Name(held)}", """{"metadata":{"labels":{"hold":null}}}""");
        await cluster.UntilGoneAsync($"{Pods}/{Name(held)}");
        await cluster.UntilStatusAsync(One, ("replicas", 1));
    });

    [Fact]
    public void A_pod_with_storage_that_is_lost_comes_back_with_its_claim() => KruiseCluster.Run(async cluster =>
    {
        await CreateAsync(
            cluster,
            """
            "replicas":1,"volumeClaimTemplates":[{"metadata":{"name":"data"},
             "spec":{"accessModes":["ReadWriteOnce"],"resources":{"requests":{"storage":"1Gi"}}}}]
            """);
        await cluster.UntilStatusAsync(One, ("availableReplicas", 1));
        var lost = (await cluster.LivingAsync())[0];
        var claim = $"/api/v1/namespaces/default/persistentvolumeclaims/data-{Name(lost)}";
        var uid = Uid(await cluster.GetAsync(claim));

        await cluster.DeleteAsync($"{Pods}/{Name(lost)}");
        await cluster.PassAsync(TimeSpan.FromMinutes(2));
        await cluster.UntilStatusAsync(One, ("availableReplicas", 1));
        Assert.Equal(uid, Uid(await cluster.GetAsync(claim)));
        Assert.Equal(Name(lost), Name((await cluster.LivingAsync())[0]));

        await cluster.MergeAsync(One, """{"spec":{"replicas":0}}""");
        await cluster.UntilGoneAsync(claim);
    });

    [Fact]
    public void With_surge_no_pod_goes_before_another_is_available() => KruiseCluster.Run(async cluster =>
    {
        await CreateAsync(
            cluster,
            """
            "replicas":3,"minReadySeconds":5,"updateStrategy":{"maxSurge":1,"maxUnavailable":0}
            """);
        await cluster.UntilStatusAsync(One, ("availableReplicas", 3));

        await cluster.MergeAsync(One, Image("app:2"));
        var fewest = int.MaxValue;
        var most = 0;
        await cluster.UntilAsync(One, set =>
        {
            fewest = Math.Min(fewest, (int)set["status"]!["availableReplicas"]!);
            most = Math.Max(most, (int)set["status"]!["replicas"]!);
            return IsObserved(set) && (int?)set["status"]!["updatedAvailableReplicas"] == 3
                && (int?)set["status"]!["replicas"] == 3;
        });

        Assert.Equal((3, 4), (fewest, most));
    });

    [Fact]
    public void A_set_that_does_not_get_on_says_so_after_its_deadline() => KruiseCluster.Run(async cluster =>
    {
        await CreateAsync(cluster, "\"replicas\":1,\"progressDeadlineSeconds\":60");
        await cluster.UntilAsync(One, set => Progressing(set) == "True CloneSetAvailable");

        await cluster.MergeAsync(
            One, """{"spec":{"template":{"spec":{"nodeSelector":{"there-is":"none"}}}}}""");
        await cluster.UntilAsync(One, set => Progressing(set) == "True CloneSetUpdated");
        await cluster.UntilAsync(One, set => Progressing(set) == "False ProgressDeadlineExceeded");

        await cluster.MergeAsync(One, """{"spec":{"template":{"spec":{"nodeSelector":null}}}}""");
        await cluster.UntilAsync(One, set => Progressing(set) == "True CloneSetAvailable");
    });

    [Fact]
    public void Where_OpenKruise_comes_ours_stand_aside() => KruiseCluster.Run(async cluster =>
    {
        await CreateAsync(cluster, "\"replicas\":2");
        await cluster.UntilStatusAsync(One, ("availableReplicas", 2));
        await cluster.PostAsync(
            "/apis/admissionregistration.k8s.io/v1/mutatingwebhookconfigurations",
            """{"metadata":{"name":"kruise-mutating-webhook-configuration"},"webhooks":[]}""");
        await cluster.PassAsync(TimeSpan.FromSeconds(10));

        await cluster.MergeAsync(One, """{"spec":{"replicas":5}}""");
        await cluster.PassAsync(TimeSpan.FromMinutes(2));
        Assert.Equal(2, (await cluster.LivingAsync()).Length);

        await cluster.DeleteAsync(
            "/apis/admissionregistration.k8s.io/v1/mutatingwebhookconfigurations/"
            + "kruise-mutating-webhook-configuration");
        await cluster.UntilStatusAsync(One, ("availableReplicas", 5));
    });

    private static async Task CreateAsync(TwinCluster cluster, string spec) =>
        await cluster.PostAsync(KruiseCluster.CloneSets, Set("CloneSet", spec));

    private static bool IsOurs(string write) => write.Contains("kruise", StringComparison.Ordinal)
        || write.Contains("/pods", StringComparison.Ordinal)
        || write.Contains("revisions", StringComparison.Ordinal);

    private static Func<JsonObject, bool> IsOf(string image) =>
        pod => (string?)pod["spec"]!["containers"]![0]!["image"] == image;

    private static bool IsObserved(JsonObject set) =>
        (long?)set["status"]!["observedGeneration"] == (long?)set["metadata"]!["generation"];

    private static string? State(JsonObject pod) =>
        (string?)pod["metadata"]!["labels"]!["lifecycle.apps.kruise.io/state"];

    private static string? Gate(JsonObject pod) => (string?)(pod["status"]!["conditions"] as JsonArray)?
        .FirstOrDefault(c => (string?)c!["type"] == "InPlaceUpdateReady")?["status"];

    private static string? Progressing(JsonObject set) => (set["status"]?["conditions"] as JsonArray)?
        .Where(c => (string?)c!["type"] == "Progressing").Select(c => $"{c!["status"]} {c["reason"]}").FirstOrDefault();
}
