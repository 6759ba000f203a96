using System.Text.Json.Nodes;
using Xunit;

namespace Fairway.Tests.Twin.Behaviour.Volumes;

/// <summary>Volumes and claims in a whole cluster.</summary>
public sealed class VolumeTests
{
    private const string Core = "/api/v1/namespaces/default";
    private const string Volumes = "/api/v1/persistentvolumes";
    private const string Claims = $"{Core}/persistentvolumeclaims";
    private const string Classes = "/apis/storage.k8s.io/v1/storageclasses";

    [Fact]
    public void A_claim_gets_the_smallest_volume_that_fits() => TwinCluster.Run(async cluster =>
    {
        await cluster.PostAsync(Volumes, Volume("big", "5Gi"));
        await cluster.PostAsync(Volumes, Volume("small", "2Gi"));
        await cluster.PostAsync(Volumes, Volume("tiny", "1Mi"));
        await cluster.UntilAsync($"{Volumes}/small", v => Phase(v) == "Available");
        await cluster.PostAsync(Claims, Claim("c"));

        var claim = await cluster.UntilAsync($"{Claims}/c", c => Phase(c) == "Bound");
        var volume = await cluster.UntilAsync($"{Volumes}/small", v => Phase(v) == "Bound");

        Assert.Equal("small", (string?)claim["spec"]!["volumeName"]);
        Assert.Equal("2Gi", (string?)claim["status"]!["capacity"]!["storage"]);
        Assert.Equal(
            (string?)claim["metadata"]!["uid"], (string?)volume["spec"]!["claimRef"]!["uid"]);
        Assert.Equal("yes", (string?)claim["metadata"]!["annotations"]!["pv.kubernetes.io/bind-completed"]);
        await RestsAsync(cluster);
    });

    [Fact]
    public void A_volume_outlives_its_claim_or_goes_with_it_as_it_says() => TwinCluster.Run(async cluster =>
    {
        await BindAsync(cluster, "kept", "Retain");
        await BindAsync(cluster, "gone", "Delete");
        await cluster.UntilAsync($"{Volumes}/kept", v => Phase(v) == "Released");
        await cluster.UntilGoneAsync($"{Volumes}/gone");
        await RestsAsync(cluster);
    });

    [Fact]
    public void A_claim_stays_while_a_pod_uses_it() => TwinCluster.Run(async cluster =>
    {
        await cluster.PostAsync(Claims, Claim("c"));
        await cluster.PostAsync($"{Core}/pods", Pod);
        await cluster.UntilAsync($"{Core}/pods/p", p => p["status"]!["phase"]!.ToString() == "Running");
        await cluster.DeleteAsync($"{Claims}/c");
        await cluster.PassAsync(TimeSpan.FromMinutes(1));
        Assert.True(await cluster.ExistsAsync($"{Claims}/c"));
        await cluster.DeleteAsync($"{Core}/pods/p");
        await cluster.UntilGoneAsync($"{Claims}/c");
    });

    [Fact]
    public void A_claim_may_wait_for_its_first_pod() => TwinCluster.Run(async cluster =>
    {
        await cluster.PostAsync(Classes, """
            {"metadata":{"name":"slow"},"provisioner":"kubernetes.io/no-provisioner",
             "volumeBindingMode":"WaitForFirstConsumer"}
            """);
        await cluster.PostAsync(Volumes, Volume("v", "2Gi"));
        await cluster.PostAsync(Claims, Claim("c"));
        await cluster.PassAsync(TimeSpan.FromMinutes(1));
        Assert.Equal("Pending", Phase(await cluster.GetAsync($"{Claims}/c")));
        var told = await cluster.ListAsync($"{Core}/events");
        Assert.Contains(told, e => (string?)e["message"]
            == "waiting for first consumer to be created before binding");

        await cluster.PostAsync($"{Core}/pods", Pod);
        await cluster.UntilAsync($"{Claims}/c", c => Phase(c) == "Bound");
    });

    [Fact]
    public void A_provisioner_is_asked_by_annotation() => TwinCluster.Run(async cluster =>
    {
        await cluster.PostAsync(Classes, """{"metadata":{"name":"slow"},"provisioner":"disks.example.com"}""");
        await cluster.PostAsync(Claims, Claim("c"));
        await cluster.UntilAsync($"{Claims}/c", c =>
            (string?)c["metadata"]!["annotations"]?["volume.kubernetes.io/storage-provisioner"]
                == "disks.example.com");
        await RestsAsync(cluster);
    });

    [Fact]
    public void A_claim_whose_volume_vanishes_is_lost() => TwinCluster.Run(async cluster =>
    {
        await cluster.PostAsync(Volumes, Volume("v", "2Gi"));
        await cluster.PostAsync(Claims, Claim("c"));
        await cluster.UntilAsync($"{Claims}/c", c => Phase(c) == "Bound");
        await cluster.DeleteAsync($"{Volumes}/v");
        await cluster.PatchAsync($"{Volumes}/v", """{"metadata":{"finalizers":null}}""");
        await cluster.UntilAsync($"{Claims}/c", c => Phase(c) == "Lost");
        await RestsAsync(cluster);
    });

    private static async Task BindAsync(TwinCluster cluster, string name, string policy)
    {
        await cluster.PostAsync(Volumes, Volume(name, "2Gi", policy));
        await cluster.PostAsync(Claims, Claim(name));
        await cluster.UntilAsync($"{Claims}/{name}", c => Phase(c) == "Bound");
        await cluster.UntilAsync($"{Volumes}/{name}", v => Phase(v) == "Bound");
        await cluster.DeleteAsync($"{Claims}/{name}");
        await cluster.UntilGoneAsync($"{Claims}/{name}");
    }

    private static async Task RestsAsync(TwinCluster cluster)
    {
        await cluster.PassAsync(TimeSpan.FromMinutes(5));
        var writes = cluster.Api.Writes.Count;
        await cluster.PassAsync(TimeSpan.FromMinutes(20));
        Assert.Equal([], cluster.Api.Writes.Skip(writes));
    }

    private static string? Phase(JsonObject obj) => (string?)obj["status"]?["phase"];

    private static string Volume(string name, string size, string policy = "Retain") => $$"""
        {"metadata":{"name":"{{name}}"},"spec":{"capacity":{"storage":"{{size}}"},"accessModes":["ReadWriteOnce"],
         "persistentVolumeReclaimPolicy":"{{policy}}","storageClassName":"slow","hostPath":{"path":"/tmp/x"} } }
        """;

    private static string Claim(string name) => $$"""
        {"metadata":{"name":"{{name}}"},"spec":{"storageClassName":"slow","accessModes":["ReadWriteOnce"],
         "resources":{"requests":{"storage":"1Gi"} } } }
        """;

    private const string Pod = """
        {"metadata":{"name":"p"},"spec":{"containers":[{"name":"c","image":"i"}],
         "volumes":[{"name":"v","persistentVolumeClaim":{"claimName":"c"}}]}}
        """;
}
