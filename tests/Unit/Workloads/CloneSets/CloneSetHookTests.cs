using System.Text.Json.Nodes;
using Fairway.Tests.Twin.Behaviour;
using Xunit;
using static Fairway.Tests.Workloads.KruiseCluster;

namespace Fairway.Tests.Workloads.CloneSets;

/// <summary>Hooks that make the pods unready that they hold.</summary>
public sealed class CloneSetHookTests
{
    private const string One = $"{KruiseCluster.CloneSets}/s";

    [Fact]
    public void A_held_pod_serves_nobody_and_serves_again_when_it_may_stay() => KruiseCluster.Run(async cluster =>
    {
        await cluster.PostAsync(KruiseCluster.CloneSets, Set(
            "CloneSet",
            """
            "replicas":2,"lifecycle":{"preDelete":{"labelsHandler":{"hold":"yes"},"markPodNotReady":true}}
            """));
        await cluster.UntilStatusAsync(One, ("availableReplicas", 2));
        foreach (var pod in await cluster.LivingAsync())
        {
            await cluster.MergeAsync($"{Pods}/{Name(pod)}", """{"metadata":{"labels":{"hold":"yes"}}}""");
        }

        await cluster.MergeAsync(One, """{"spec":{"replicas":1}}""");
        await cluster.PassAsync(TimeSpan.FromMinutes(2));
        var held = Assert.Single(await cluster.LivingAsync(), p => Ready(p) == "False");
        Assert.Equal("PreparingDelete", (string?)held["metadata"]!["labels"]!["lifecycle.apps.kruise.io/state"]);

        await cluster.MergeAsync(One, """{"spec":{"replicas":2}}""");
        await cluster.UntilAsync($"{Pods}/{Name(held)}", pod => Ready(pod) == "True");
        await cluster.UntilStatusAsync(One, ("availableReplicas", 2));
    });

    [Fact]
    public void A_pod_that_another_has_made_unready_is_left_so() => KruiseCluster.Run(async cluster =>
    {
        await cluster.PostAsync(KruiseCluster.CloneSets, Set(
            "CloneSet",
            """
            "replicas":1,"lifecycle":{"inPlaceUpdate":{"labelsHandler":{"hold":"yes"},"markPodNotReady":true}}
            """));
        await cluster.UntilStatusAsync(One, ("availableReplicas", 1));
        var pod = $"{Pods}/{Name((await cluster.LivingAsync())[0])}";

        await cluster.SendAsync(
            "PATCH",
            $"{pod}/status",
            """{"status":{"conditions":[{"type":"KruisePodReady","status":"False","reason":"Drained"}]}}""",
            "application/strategic-merge-patch+json");
        await cluster.PassAsync(TimeSpan.FromMinutes(2));

        Assert.Equal("False", Ready(await cluster.GetAsync(pod)));
    });

    private static string? Ready(JsonObject pod) => (string?)(pod["status"]!["conditions"] as JsonArray)?
        .FirstOrDefault(c => (string?)c!["type"] == "Ready")?["status"];
}
