using Xunit;

namespace Fairway.Tests.Twin.Api;

public sealed class PodPartsTests
{
    private const string Pods = "/api/v1/namespaces/a/pods";
    private const string Strategic = "application/strategic-merge-patch+json";

    [Fact]
    public async Task A_debugger_is_added_and_stays()
    {
        await using var twin = await StartAsync();
        await twin.OkAsync(
            "PATCH", $"{Pods}/p/ephemeralcontainers",
            """{"spec":{"ephemeralContainers":[{"name":"d","image":"busybox","targetContainerName":"c"}]}}""",
            Strategic);

        var pod = await twin.OkAsync("GET", $"{Pods}/p");
        Assert.Equal("d", pod["spec"]!["ephemeralContainers"]![0]!["name"]!.ToString());
        Assert.Equal(2, pod["metadata"]!["generation"]!.GetValue<int>());
        var refused = await twin.RefusedAsync(
            422, "PATCH", $"{Pods}/p/ephemeralcontainers", """{"spec":{"ephemeralContainers":null}}""",
            "application/merge-patch+json");
        Assert.Contains(
            "existing ephemeral containers \"d\" may not be removed", refused["message"]!.ToString(),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"name":"c","image":"i"}""", "spec.ephemeralContainers[0].name: Duplicate value: \"c\"")]
    [InlineData("""{"name":"d","image":"i","targetContainerName":"x"}""", "targetContainerName: Not found: \"x\"")]
    [InlineData("""{"name":"d","image":"i","ports":[{"containerPort":1}]}""", "ports: Forbidden: cannot be set for an")]
    public async Task A_debugger_that_cannot_be_is_refused(string container, string expected)
    {
        await using var twin = await StartAsync();

        var refused = await twin.RefusedAsync(
            422, "PATCH", $"{Pods}/p/ephemeralcontainers",
            $$$"""{"spec":{"ephemeralContainers":[{{{container}}}]}}""", Strategic);

        Assert.Contains(expected, refused["message"]!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_else_changes_with_a_debugger()
    {
        await using var twin = await StartAsync();

        await twin.OkAsync(
            "PATCH", $"{Pods}/p/ephemeralcontainers",
            """{"metadata":{"labels":{"x":"y"}},"spec":{"nodeSelector":{"a":"b"}}}""", Strategic);

        var pod = await twin.OkAsync("GET", $"{Pods}/p");
        Assert.Null(pod["spec"]!["nodeSelector"]);
        Assert.Null(pod["metadata"]!["labels"]);
    }

    [Fact]
    public async Task The_amounts_of_a_container_change_by_resize()
    {
        await using var twin = await StartAsync();

        await twin.OkAsync("PATCH", $"{Pods}/p/resize", Resize("200m"), Strategic);

        var pod = await twin.OkAsync("GET", $"{Pods}/p");
        Assert.Equal("200m", pod["spec"]!["containers"]![0]!["resources"]!["requests"]!["cpu"]!.ToString());
        var refused = await twin.RefusedAsync(422, "PATCH", $"{Pods}/p", Resize("300m"), Strategic);
        Assert.Contains("pod updates may not change", refused["message"]!.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(
        """{"requests":{"cpu":"1","memory":"1Gi"},"limits":{"cpu":"1","memory":"1Gi"}}""",
        "Pod QOS Class may not change")]
    [InlineData(
        """{"requests":{"cpu":"100m","ephemeral-storage":"1Gi"}}""", "only cpu and memory resources are mutable")]
    [InlineData("""{"requests":{"cpu":null}}""", "resource requests cannot be removed")]
    public async Task What_resize_may_not_change_is_refused(string resources, string expected)
    {
        await using var twin = await StartAsync();

        var refused = await twin.RefusedAsync(
            422, "PATCH", $"{Pods}/p/resize",
            $$$$"""{"spec":{"containers":[{"name":"c","resources":{{{{resources}}}}}]}}""", Strategic);

        Assert.Contains(expected, refused["message"]!.ToString(), StringComparison.Ordinal);
    }

    private static string Resize(string cpu) =>
        $$$$"""{"spec":{"containers":[{"name":"c","resources":{"requests":{"cpu":"{{{{cpu}}}}"} } }]}}""";

    private static async Task<TwinClient> StartAsync()
    {
        var twin = new TwinClient();
        await twin.NamespaceAsync("a");
        await twin.OkAsync("POST", "/api/v1/namespaces/a/serviceaccounts", """{"metadata":{"name":"default"}}""");
        await twin.OkAsync(
            "POST", Pods,
            """
            {"metadata":{"name":"p"},
             "spec":{"containers":[{"name":"c","image":"i","resources":{"requests":{"cpu":"100m"}}}]}}
            """);
        return twin;
    }
}
