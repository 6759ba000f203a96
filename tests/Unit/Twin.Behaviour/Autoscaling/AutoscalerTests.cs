using System.Text.Json.Nodes;
using Xunit;

namespace Fairway.Tests.Twin.Behaviour.Autoscaling;

/// <summary>Autoscalers in a cluster that measures nothing.</summary>
public sealed class AutoscalerTests
{
    private const string Autoscalers = "/apis/autoscaling/v2/namespaces/default/horizontalpodautoscalers";
    private const string Apps = "/apis/apps/v1/namespaces/default";

    [Fact]
    public void A_target_is_kept_between_its_limits() => TwinCluster.Run(async cluster =>
    {
        await cluster.PostAsync($"{Apps}/deployments", Deployment(1));
        await cluster.PostAsync(Autoscalers, Autoscaler("Deployment", 2, 3));
        await cluster.UntilAsync($"{Apps}/deployments/web", d => (int?)d["spec"]!["replicas"] == 2);
        await cluster.PatchAsync($"{Apps}/deployments/web", """{"spec":{"replicas":9}}""");
        await cluster.UntilAsync($"{Apps}/deployments/web", d => (int?)d["spec"]!["replicas"] == 3);

        var status = (await cluster.UntilAsync(
            $"{Autoscalers}/a", a => Reason(a, "ScalingActive") == "FailedGetResourceMetric"))["status"]!;
        Assert.Equal(3, (int?)status["desiredReplicas"]);
        Assert.NotNull(status["lastScaleTime"]);
    });

    [Fact]
    public void A_target_that_is_not_there_is_told() => TwinCluster.Run(async cluster =>
    {
        await cluster.PostAsync(Autoscalers, Autoscaler("Deployment", 1, 3));
        var told = await cluster.UntilAsync($"{Autoscalers}/a", a => Reason(a, "AbleToScale") == "FailedGetScale");
        Assert.Equal(
            "the HPA controller was unable to get the target's current scale: deployments.apps \"web\" not found",
            (string?)told["status"]!["conditions"]![0]!["message"]);
    });

    [Fact]
    public void A_kind_that_is_not_there_is_told() => TwinCluster.Run(async cluster =>
    {
        await cluster.PostAsync(Autoscalers, Autoscaler("Boat", 1, 3));
        var told = await cluster.UntilAsync($"{Autoscalers}/a", a => Reason(a, "AbleToScale") == "FailedGetScale");
        Assert.EndsWith(
            "no matches for kind \"Boat\" in group \"apps\"",
            (string?)told["status"]!["conditions"]![0]!["message"]);
    });

    [Fact]
    public void A_target_of_no_replicas_is_left_alone_and_nothing_is_written() => TwinCluster.Run(async cluster =>
    {
        await cluster.PostAsync($"{Apps}/deployments", Deployment(0));
        await cluster.PostAsync(Autoscalers, Autoscaler("Deployment", 1, 3));
        await cluster.UntilAsync($"{Autoscalers}/a", a => Reason(a, "ScalingActive") == "ScalingDisabled");
        await cluster.PassAsync(TimeSpan.FromMinutes(5));
        var writes = cluster.Api.Writes.Count;
        await cluster.PassAsync(TimeSpan.FromMinutes(20));
        Assert.Equal([], cluster.Api.Writes.Skip(writes));
    });

    private static string? Reason(JsonObject autoscaler, string type) =>
        (string?)autoscaler["status"]?["conditions"]?.AsArray()
            .FirstOrDefault(c => (string?)c!["type"] == type)?["reason"];

    private static string Autoscaler(string kind, int least, int most) => $$"""
        {"metadata":{"name":"a"},"spec":{"minReplicas":{{least}},"maxReplicas":{{most}},
         "scaleTargetRef":{"apiVersion":"apps/v1","kind":"{{kind}}","name":"web"} } }
        """;

    private static string Deployment(int replicas) => $$"""
        {"metadata":{"name":"web"},"spec":{"replicas":{{replicas}},"selector":{"matchLabels":{"app":"web"} },
         "template":{"metadata":{"labels":{"app":"web"} },
           "spec":{"containers":[{"name":"app","image":"registry.example/app:1"}]} } } }
        """;
}
