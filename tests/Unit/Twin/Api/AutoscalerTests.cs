using System.Text.Json.Nodes;
using Xunit;

namespace Fairway.Tests.Twin.Api;

public sealed class AutoscalerTests
{
    private const string Old = "/apis/autoscaling/v1/namespaces/a/horizontalpodautoscalers";
    private const string New = "/apis/autoscaling/v2/namespaces/a/horizontalpodautoscalers";

    private const string Target = """ "scaleTargetRef":{"apiVersion":"apps/v1","kind":"Deployment","name":"d"} """;

    [Fact]
    public async Task What_is_made_in_the_old_version_is_there_in_the_new_one()
    {
        await using var twin = await StartAsync();

        var made = await twin.OkAsync(
            "POST", Old,
            $$$$"""
            {"metadata":{"name":"h"},"spec":{ {{{{Target}}}},"maxReplicas":3,"targetCPUUtilizationPercentage":50}}
            """);

        Assert.Equal("autoscaling/v1", made["apiVersion"]!.ToString());
        var shown = await twin.OkAsync("GET", $"{New}/h");
        Assert.Equal("autoscaling/v2", shown["apiVersion"]!.ToString());
        var metric = shown["spec"]!["metrics"]![0]!["resource"]!;
        Assert.Equal(50, metric["target"]!["averageUtilization"]!.GetValue<int>());
        Assert.Equal("Utilization", metric["target"]!["type"]!.ToString());
    }

    [Fact]
    public async Task What_the_old_version_has_no_field_for_comes_back_from_its_annotations()
    {
        await using var twin = await StartAsync();
        var metrics =
            """
            [{"type":"Resource","resource":{"name":"cpu","target":{"type":"Utilization","averageUtilization":60}}},
             {"type":"Pods","pods":{"metric":{"name":"m"},"target":{"type":"AverageValue","averageValue":"5"}}}]
            """;
        var before = await twin.OkAsync(
            "POST", New,
            $$$$"""
            {"metadata":{"name":"h"},"spec":{ {{{{Target}}}},"maxReplicas":3,"metrics":{{{{metrics}}}},
             "behavior":{"scaleDown":{"stabilizationWindowSeconds":60} } } }
            """);

        var old = await twin.OkAsync("GET", $"{Old}/h");
        Assert.Equal(60, old["spec"]!["targetCPUUtilizationPercentage"]!.GetValue<int>());
        Assert.Equal(
            """[{"type":"Pods","pods":{"metricName":"m","targetAverageValue":"5"}}]""",
            old["metadata"]!["annotations"]!["autoscaling.alpha.kubernetes.io/metrics"]!.ToString());
        await twin.OkAsync("PUT", $"{Old}/h", old.ToJsonString());

        var after = await twin.OkAsync("GET", $"{New}/h");
        Assert.True(JsonNode.DeepEquals(before["spec"], after["spec"]), after.ToJsonString());
        Assert.Null(after["metadata"]!["annotations"]);
    }

    [Fact]
    public async Task Without_a_metric_the_usual_share_of_the_cpu_counts_in_both_versions()
    {
        await using var twin = await StartAsync();
        await twin.OkAsync("POST", New, $$$$"""{"metadata":{"name":"n"},"spec":{ {{{{Target}}}},"maxReplicas":3}}""");
        await twin.OkAsync("POST", Old, $$$$"""{"metadata":{"name":"o"},"spec":{ {{{{Target}}}},"maxReplicas":3}}""");

        Assert.Equal(80, await ShareAsync(twin, "n"));
        Assert.Equal(80, await ShareAsync(twin, "o"));
    }

    [Fact]
    public async Task The_old_version_is_checked_as_the_new_one()
    {
        await using var twin = await StartAsync();

        var refused = await twin.RefusedAsync(
            422, "POST", Old,
            $$$$"""{"metadata":{"name":"h"},"spec":{ {{{{Target}}}},"minReplicas":0,"maxReplicas":3}}""");

        Assert.Equal("spec.metrics", refused["details"]!["causes"]![1]!["field"]!.ToString());
    }

    private static async Task<int> ShareAsync(TwinClient twin, string name) =>
        (await twin.OkAsync("GET", $"{Old}/{name}"))["spec"]!["targetCPUUtilizationPercentage"]!.GetValue<int>();

    private static async Task<TwinClient> StartAsync()
    {
        var twin = new TwinClient();
        await twin.NamespaceAsync("a");
        return twin;
    }
}
