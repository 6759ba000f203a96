using System.Text.Json.Nodes;
using Fairway.Twin.Api.Validation;
using Xunit;

namespace Fairway.Tests.Twin.Api.Validation;

public sealed class PodWarningsTests
{
    [Theory]
    [InlineData("""{"containers":[{"env":[{"name":"A"},{"name":"B","value":"$(A)"}]}]}""", null)]
    [InlineData("""{"containers":[{"env":[{"name":"A"},{"name":"A","value":"$(A)x"}]}]}""", null)]
    [InlineData("""{"containers":[{"env":[{"name":"A"},{"name":"A"}]}]}""",
        "spec.containers[0].env[1]: hides previous definition of \"A\", which may be dropped when using apply")]
    [InlineData("""{"nodeSelector":{"beta.kubernetes.io/os":"linux"}}""",
        "spec.nodeSelector[beta.kubernetes.io/os]: deprecated since v1.14; use \"kubernetes.io/os\" instead")]
    [InlineData("""{"volumes":[{"name":"v","rbd":{}}]}""",
        "spec.volumes[0].rbd: deprecated in v1.28, non-functional in v1.31+")]
    [InlineData("""{"terminationGracePeriodSeconds":-1}""", null)]
    [InlineData("""{"containers":[{"resources":{"limits":{"memory":"100m"}}}]}""",
        "spec.containers[0].resources.limits[memory]: fractional byte value \"100m\" is invalid, must be an integer")]
    [InlineData("""{"containers":[{"ports":[{"containerPort":1},{"containerPort":1}]}]}""",
        "spec.containers[0].ports[1]: duplicate port definition with spec.containers[0].ports[0]")]
    [InlineData("""{"imagePullSecrets":[{}]}""", "spec.imagePullSecrets[0].name: invalid empty name \"\"")]
    public void What_is_odd_is_told(string spec, string? expected) =>
        Assert.Equal(expected is null ? [] : [expected], PodWarnings.Of(JsonNode.Parse(spec), "spec"));

    [Fact]
    public void A_template_is_told_that_its_grace_is_below_zero() => Assert.Equal(
        "spec.template.spec.terminationGracePeriodSeconds: must be >= 0; "
            + "negative values are invalid and will be treated as 1",
        Assert.Single(PodWarnings.Of(
            JsonNode.Parse("""{"terminationGracePeriodSeconds":-1}"""), "spec.template.spec")));

    [Fact]
    public async Task A_warning_goes_with_the_answer_of_whatever_makes_pods()
    {
        await using var twin = new TwinClient();
        await twin.NamespaceAsync("a");

        var answer = await twin.SendAsync(
            "POST", "/api/v1/namespaces/a/replicationcontrollers",
            """
            {"metadata":{"name":"r"},"spec":{"template":{"metadata":{"labels":{"a":"b"}},"spec":{"containers":[
             {"name":"c","image":"i","env":[{"name":"A","value":"1"},{"name":"A","value":"2"}]}]}}}}
            """);

        Assert.StartsWith(
            "spec.template.spec.containers[0].env[1]: hides", Assert.Single(answer.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_replication_controller_leaves_its_pods()
    {
        await using var twin = new TwinClient();
        await twin.NamespaceAsync("a");
        const string Path = "/api/v1/namespaces/a/replicationcontrollers";
        await twin.OkAsync(
            "POST", Path,
            """
            {"metadata":{"name":"r"},"spec":{"template":{"metadata":{"labels":{"a":"b"}},"spec":{"containers":[
             {"name":"c","image":"i"}]}}}}
            """);

        var marked = await twin.OkAsync("DELETE", $"{Path}/r");

        Assert.Equal("orphan", marked["metadata"]!["finalizers"]![0]!.ToString());
    }
}
