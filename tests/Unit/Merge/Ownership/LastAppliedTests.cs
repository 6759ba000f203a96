using System.Text.Json.Nodes;
using Fairway.Merge.Ownership;
using Fairway.Merge.Patches;
using Xunit;

namespace Fairway.Tests.Merge.Ownership;

/// <summary>From kubectl's client-side apply to its server-side apply.</summary>
public sealed class LastAppliedTests
{
    private const string Annotation = "kubectl.kubernetes.io/last-applied-configuration";

    [Fact]
    public void Kubectl_takes_over_what_it_applied_on_the_client_side()
    {
        var next = Apply(Live("1"), Config("2"), "kubectl");

        Assert.Equal("2", next["data"]!["a"]!.ToString());
    }

    [Fact]
    public void It_keeps_the_annotation_up_to_date()
    {
        var next = Apply(Live("1"), Config("2"), "kubectl");

        Assert.Equal(
            """{"apiVersion":"v1","data":{"a":"2"},"kind":"ConfigMap","metadata":{"name":"x"}}""" + "\n",
            next["metadata"]!["annotations"]![Annotation]!.ToString());
    }

    [Fact]
    public void Other_managers_meet_the_conflict() =>
        Assert.Equal(409, Assert.Throws<PatchException>(() => Apply(Live("1"), Config("2"), "other")).StatusCode);

    [Fact]
    public void A_value_that_somebody_changed_since_is_a_conflict()
    {
        var live = Live("1");
        live["data"]!["a"] = "3";

        Assert.Equal(409, Assert.Throws<PatchException>(() => Apply(live, Config("2"), "kubectl")).StatusCode);
    }

    [Theory]
    [InlineData("no json")]
    [InlineData("""{"apiVersion":"v2","data":{"a":"1"}}""")]
    [InlineData("""{"apiVersion":"v1","data":5}""")]
    public void An_annotation_that_says_nothing_helps_nobody(string annotation)
    {
        var live = Live("1");
        live["metadata"]!["annotations"]![Annotation] = annotation;

        Assert.Equal(409, Assert.Throws<PatchException>(() => Apply(live, Config("2"), "kubectl")).StatusCode);
    }

    [Fact]
    public void An_annotation_that_would_grow_too_large_goes()
    {
        var config = Config("2");
        config["data"]!["b"] = new string('x', 256 * 1024);

        Assert.Null(Apply(Live("1"), config, "kubectl")["metadata"]!["annotations"]![Annotation]);
    }

    private static JsonObject Live(string value)
    {
        var live = Config(value);
        live["metadata"]!["annotations"] = new JsonObject { [Annotation] = Config(value).ToJsonString() };
        ManagedFields.Update(null, live, By("kubectl-client-side-apply"));
        return live;
    }

    private static JsonObject Config(string value) => new()
    {
        ["apiVersion"] = "v1",
        ["kind"] = "ConfigMap",
        ["metadata"] = new JsonObject { ["name"] = "x" },
        ["data"] = new JsonObject { ["a"] = value },
    };

    private static JsonObject Apply(JsonObject live, JsonObject config, string manager) =>
        ServerSideApply.Apply(live, config, By(manager), false).Item;

    private static UpdateContext By(string manager) => new(
        Fairway.Schema.BuiltInSchemas.Find("io.k8s.api.core.v1.ConfigMap"),
        manager,
        "v1",
        "",
        new DateTimeOffset(2026, 1, 1, 0, 0, 0, default));
}
