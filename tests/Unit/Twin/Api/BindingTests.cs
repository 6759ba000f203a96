using System.Text.Json.Nodes;
using Xunit;

namespace Fairway.Tests.Twin.Api;

/// <summary>Bindings of pods, for which the specification stays text.</summary>
public sealed class BindingTests
{
    private const string Pods = "/api/v1/namespaces/a/pods";

    [Theory]
    [InlineData("\"restartPolicy\":\"Never\"")]
    [InlineData("\"nodeName\":\"\"")]
    [InlineData("\"nodeSelector\":{\"nodeName\":\"other\",\"schedulingGates\":\"x\"}")]
    [InlineData("\"tolerations\":[{\"operator\":\"Exists\"}],\"schedulingGates\":[]")]
    public async Task A_pod_gets_its_node_and_nothing_else_of_its_specification_changes(string field)
    {
        await using var twin = new TwinClient();
        var made = await CreateAsync(twin, field);

        await BindAsync(twin, "n1", """{"annotations":{"a/b":"c"}}""");

        var bound = await twin.OkAsync("GET", $"{Pods}/p");
        var spec = bound["spec"]!.AsObject();
        Assert.Equal("n1", (string?)spec["nodeName"]);
        spec.Remove("nodeName");
        made["spec"]!.AsObject().Remove("nodeName");
        Assert.True(JsonNode.DeepEquals(made["spec"], spec), $"{made["spec"]}\n{spec}");
        Assert.Equal("c", (string?)bound["metadata"]!["annotations"]!["a/b"]);
        Assert.Equal(1, (int)bound["metadata"]!["generation"]!);
        Assert.Contains("PodScheduled", bound["status"]!.ToJsonString(), StringComparison.Ordinal);
        Assert.True(JsonNode.DeepEquals(made["metadata"]!["managedFields"], bound["metadata"]!["managedFields"]));
    }

    [Fact]
    public async Task Selectors_find_the_pod_by_its_node_afterwards_and_by_what_it_was()
    {
        await using var twin = new TwinClient();
        await CreateAsync(twin, "\"restartPolicy\":\"Never\"");
        await BindAsync(twin, "n1");

        var found = await twin.OkAsync(
            "GET", $"{Pods}?fieldSelector=spec.nodeName%3Dn1,spec.restartPolicy%3DNever,metadata.name%3Dp");

        Assert.Single(found["items"]!.AsArray());
    }

    [Fact]
    public async Task A_pod_is_bound_once()
    {
        await using var twin = new TwinClient();
        await CreateAsync(twin, "\"hostNetwork\":false");
        await BindAsync(twin, "n1");

        var refused = await twin.RefusedAsync(409, "POST", $"{Pods}/p/binding", Body("n2"));

        Assert.Contains(
            "pod p is already assigned to node \"n1\"", (string?)refused["message"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pod_with_gates_is_not_bound()
    {
        await using var twin = new TwinClient();
        await CreateAsync(twin, "\"schedulingGates\":[{\"name\":\"a/b\"},{\"name\":\"a/c\"}]");

        var refused = await twin.RefusedAsync(409, "POST", $"{Pods}/p/binding", Body("n1"));

        Assert.Contains("has non-empty .spec.schedulingGates", (string?)refused["message"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pod_that_goes_is_not_bound()
    {
        await using var twin = new TwinClient();
        await CreateAsync(twin, "\"hostNetwork\":false", "\"finalizers\":[\"a/b\"],");
        await twin.OkAsync("DELETE", $"{Pods}/p");

        var refused = await twin.RefusedAsync(409, "POST", $"{Pods}/p/binding", Body("n1"));

        Assert.Contains(
            "is being deleted, cannot be assigned to a host", (string?)refused["message"], StringComparison.Ordinal);
    }

    private static async Task<JsonObject> CreateAsync(TwinClient twin, string field, string metadata = "")
    {
        await twin.NamespaceAsync("a");
        return await twin.OkAsync("POST", Pods, $$$"""
            {"metadata":{{{{metadata}}}"name":"p","labels":{"l":"m"}},"spec":{{{{field}}},
             "containers":[{"name":"c","image":"i","args":["é","\u0022"]}]}}
            """);
    }

    private static Task<JsonObject> BindAsync(TwinClient twin, string node, string metadata = "{}") =>
        twin.OkAsync("POST", $"{Pods}/p/binding", Body(node, metadata));

    private static string Body(string node, string metadata = "{}")
    {
        var named = JsonNode.Parse(metadata)!.AsObject();
        named["name"] = "p";
        return new JsonObject
        {
            ["metadata"] = named,
            ["target"] = new JsonObject { ["kind"] = "Node", ["name"] = node },
        }.ToJsonString();
    }
}
