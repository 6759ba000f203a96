using System.Text.Json.Nodes;
using Xunit;

namespace Fairway.Tests.Twin.Behaviour.NodeCases;

/// <summary>What test/e2e/common/node/pod_resize.go asserts (kubernetes/kubernetes v1.35): sizes as cpu in
/// thousandths/memory in Mi, requests:limits, container by container.</summary>
public sealed class ResizeCases
{
    /// <summary>Pod InPlace Resize Container guaranteed pods with multiple containers, 3 containers: three cases;
    /// burstable pods - extended: 6 containers - various operations performed; resize with equivalents</summary>
    [Theory]
    [InlineData("100/100:100/100 100/100:100/100 100/100:100/100", "140/150:140/150 150/140:150/140 80/70:80/70")]
    [InlineData("100/100:100/100 100/100:100/100 100/100:100/100", "110/110:110/110 80/80:80/80 80/80:80/80")]
    [InlineData("100/100:100/100 100/100:100/100 100/100:100/100", "120/100:120/100 80/120:80/120 120/120:120/120")]
    [InlineData(
        "20/20:30/30 20/20:30/30 20/20:30/30 20/20:30/30 20/20:30/30 20/20:30/30",
        "30/20:40/30 10/20:20/30 20/30:30/40 20/10:30/20 30/30:40/40 10/10:20/20")]
    [InlineData("100/100:200/200", "100/100:200/200")]
    public void Containers_are_resized_together(string before, string after) => TwinCluster.Run(async cluster =>
    {
        await cluster.PostAsync(NodeScene.Pods, $$"""
            {"metadata":{"name":"p"},"spec":{"containers":[{{Containers(before)}}]} }
            """);
        var made = await cluster.UntilPodAsync("p", p => p.IsReady());
        await cluster.PatchAsync($"{NodeScene.Pods}/p/resize", $$"""
            {"spec":{"containers":[{{Containers(after)}}]} }
            """);
        var pod = await cluster.UntilPodAsync("p", p => Sizes(p) == Sizes(after));
        Assert.Equal((string?)made["status"]!["qosClass"], (string?)pod["status"]!["qosClass"]);
        Assert.All(pod["status"]!["containerStatuses"]!.AsArray(), c =>
        {
            Assert.Equal(0, (int)c!["restartCount"]!);
            Assert.Equal(
                c["resources"]!["requests"]!.ToJsonString(), c["allocatedResources"]!.ToJsonString());
        });
        await cluster.UntilPodAsync("p", p => p["status"]!["conditions"]!.AsArray()
            .All(c => (string?)c!["type"] is not ("PodResizePending" or "PodResizeInProgress")));
    });

    private static string Containers(string sizes) => string.Join(',', sizes.Split(' ').Select((size, at) =>
    {
        var (requests, limits) = (size.Split(':')[0].Split('/'), size.Split(':')[1].Split('/'));
        return $$"""
            {"name":"c{{at}}","image":"registry.example/c:1","resources":{
             "requests":{"cpu":"{{requests[0]}}m","memory":"{{requests[1]}}Mi"},
             "limits":{"cpu":"{{limits[0]}}m","memory":"{{limits[1]}}Mi"} } }
            """;
    }));

    private static string Sizes(string sizes) => string.Join(' ', sizes.Split(' ').Select(s => s.Split(':')[0]));

    private static string Sizes(JsonObject pod) => string.Join(
        ' ',
        pod["status"]!["containerStatuses"]!.AsArray().Select(c => c!["resources"]?["requests"]).Select(r =>
            $"{(string?)r?["cpu"]}/{(string?)r?["memory"]}".Replace("m/", "/", StringComparison.Ordinal)
                .Replace("Mi", "", StringComparison.Ordinal)));
}
