using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Fairway.Kube;
using Xunit;

namespace Fairway.Tests.Twin.Behaviour.Autoscaling;

/// <summary>An autoscaler in a whole cluster, while load comes and goes.</summary>
public sealed class AutoscalerStoryTests
{
    private const string Autoscaler = "/apis/autoscaling/v2/namespaces/default/horizontalpodautoscalers/web";
    private const string Deployments = "/apis/apps/v1/namespaces/default/deployments";
    private const string Behaviors = "/apis/twin.fairway.dev/v1alpha1/podbehaviors";
    private const string Events = "/api/v1/namespaces/default/events";

    [Fact]
    public void An_hour_of_load_up_and_down()
    {
        var story = new StringBuilder();
        TwinCluster.Run(cluster => HourAsync(cluster, story), longest: TimeSpan.FromHours(2));
        Golden.Check("autoscaler-hour", story.ToString());
    }

    [Fact]
    public void A_target_at_rest_has_nothing_written_for_it_but_what_is_measured() => TwinCluster.Run(async cluster =>
    {
        await BeginAsync(cluster, 50, variation: 0);
        await cluster.PassAsync(TimeSpan.FromMinutes(10));
        var writes = cluster.Api.Writes.Count;
        await cluster.PassAsync(TimeSpan.FromMinutes(10));
        Assert.Equal([], cluster.Api.Writes.Skip(writes));
        var status = (await cluster.GetAsync(Autoscaler))["status"]!;
        Assert.Equal(50, (int?)status["currentMetrics"]![0]!["resource"]!["current"]!["averageUtilization"]);
        Assert.Equal("100m", (string?)status["currentMetrics"]![0]!["resource"]!["current"]!["averageValue"]);
    });

    [Fact]
    public void Behavior_holds_growth_to_a_pod_a_minute() => TwinCluster.Run(async cluster =>
    {
        await BeginAsync(cluster, 200, behavior: """
            ,"behavior":{"scaleUp":{"policies":[{"type":"Pods","value":1,"periodSeconds":60}]},
             "scaleDown":{"selectPolicy":"Disabled"}}
            """);
        var replicas = new List<int>();
        for (var look = 0; look < 10; look++)
        {
            replicas.Add((int)(await cluster.GetAsync($"{Deployments}/web"))["spec"]!["replicas"]!);
            await cluster.PassAsync(TimeSpan.FromSeconds(30));
        }

        Assert.All(replicas.Zip(replicas.Skip(2)), pair => Assert.InRange(pair.Second - pair.First, 0, 1));
        Assert.True(replicas[^1] > 4, string.Join(' ', replicas));
        await LoadAsync(cluster, 1);
        await cluster.PassAsync(TimeSpan.FromMinutes(20));
        var status = (await cluster.GetAsync(Autoscaler))["status"]!;
        Assert.True((int)status["currentReplicas"]! >= replicas[^1]);
        Assert.Equal("ScaleDownLimit", Reason(status, "ScalingLimited"));
    });

    [Fact]
    public void Two_autoscalers_of_the_same_pods_scale_nothing() => TwinCluster.Run(async cluster =>
    {
        await BeginAsync(cluster, 200);
        var second = await cluster.GetAsync(Autoscaler);
        var spec = second["spec"]!.ToJsonString();
        await cluster.PostAsync(
            Autoscaler[..Autoscaler.LastIndexOf('/')], $$"""{"metadata":{"name":"other"},"spec":{{spec}}}""");
        await cluster.PassAsync(TimeSpan.FromMinutes(5));
        foreach (var name in new[] { "web", "other" })
        {
            var status = (await cluster.GetAsync(Autoscaler.Replace("/web", $"/{name}", StringComparison.Ordinal)))
                ["status"]!;
            Assert.Equal("AmbiguousSelector", Reason(status, "ScalingActive"));
        }

        await cluster.DeleteAsync(Autoscaler.Replace("/web", "/other", StringComparison.Ordinal));
        await cluster.UntilAsync(
            Autoscaler, a => a["status"] is { } status && Reason(status, "ScalingActive") == "ValidMetricFound");
    });

    private static async Task HourAsync(TwinCluster cluster, StringBuilder story)
    {
        await BeginAsync(cluster, 30, variation: 0);
        var start = cluster.Now;
        var last = "";
        var minute = 0;
        foreach (var (percent, minutes) in new[] { (30, 8), (150, 12), (40, 12), (5, 20), (90, 8) })
        {
            await LoadAsync(cluster, percent);
            story.Append(CultureInfo.InvariantCulture, $"{minute,2}m     load: {percent} % of what a pod requests\n");
            for (var end = start.AddMinutes(minute += minutes); cluster.Now < end;)
            {
                var told = await ToldAsync(cluster);
                if (told != last)
                {
                    var at = cluster.Now - start;
                    story.Append(
                        CultureInfo.InvariantCulture, $"{(int)at.TotalMinutes,2}m{at.Seconds:00}s  {told}\n");
                    last = told;
                }

                await cluster.PassAsync(TimeSpan.FromSeconds(15));
            }
        }

        foreach (var message in (await cluster.ListAsync(Events))
            .Where(e => (string?)e["involvedObject"]!["kind"] == "HorizontalPodAutoscaler")
            .Select(e => $"{e["type"]} {e["reason"]}: {e["message"]} (x{(int?)e["count"] ?? 1})")
            .Order(StringComparer.Ordinal))
        {
            story.Append(message).Append('\n');
        }
    }

    private static async Task BeginAsync(TwinCluster cluster, int percent, int variation = 10, string behavior = "")
    {
        await cluster.PostAsync(Behaviors, $$"""
            {"apiVersion":"twin.fairway.dev/v1alpha1","kind":"PodBehavior","metadata":{"name":"web"},"spec":{
             "selector":{"labels":{"matchLabels":{"app":"web"} } },
             "usage":{"cpuPercent":{{percent}},"variationPercent":{{variation}} } } }
            """);
        await cluster.PostAsync(Deployments, """
            {"metadata":{"name":"web"},"spec":{"replicas":2,"selector":{"matchLabels":{"app":"web"} },
             "template":{"metadata":{"labels":{"app":"web"} },"spec":{"containers":[
              {"name":"app","image":"registry.example/app:1","resources":{"requests":{"cpu":"200m"} } }]} } } }
            """);
        await cluster.PostAsync(Autoscaler[..Autoscaler.LastIndexOf('/')], $$"""
            {"metadata":{"name":"web"},"spec":{"minReplicas":2,"maxReplicas":10,
             "scaleTargetRef":{"apiVersion":"apps/v1","kind":"Deployment","name":"web"},
             "metrics":[{"type":"Resource","resource":{"name":"cpu",
              "target":{"type":"Utilization","averageUtilization":50} } }]{{behavior}} } }
            """);
    }

    private static Task LoadAsync(TwinCluster cluster, int percent) => cluster.Api.SendAsync(
        new KubeRequest
        {
            Method = "PATCH",
            Path = $"{Behaviors}/web",
            ContentType = "application/merge-patch+json",
            Body = Encoding.UTF8.GetBytes($$"""{"spec":{"usage":{"cpuPercent":{{percent}} } } }"""),
        },
        CancellationToken.None);

    private static async Task<string> ToldAsync(TwinCluster cluster)
    {
        var status = (await cluster.GetAsync(Autoscaler))["status"] ?? new JsonObject();
        return $"{status["currentReplicas"] ?? 0} -> {status["desiredReplicas"] ?? 0}: "
            + $"{Reason(status, "AbleToScale")}, {Reason(status, "ScalingActive")}, {Reason(status, "ScalingLimited")}";
    }

    private static string Reason(JsonNode status, string type) =>
        (string?)(status["conditions"] as JsonArray ?? [])
            .FirstOrDefault(c => (string?)c!["type"] == type)?["reason"] ?? "-";
}
