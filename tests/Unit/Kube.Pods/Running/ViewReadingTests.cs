using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Fairway.Kube.Pods.Objects;
using Fairway.Kube.Pods.Running;
using Xunit;

namespace Fairway.Tests.Kube.Pods.Running;

public sealed class ViewReadingTests
{
    private const string Spec = "\"spec\":{\"nodeName\":\"n\",\"containers\":[{\"name\":\"c\",\"image\":\"i\"}]}";

    [Theory]
    [InlineData("""{"metadata":{"name":"a","managedFields":[{"fieldsV1":{"f:a":{}}}]},"s":1}""")]
    [InlineData("""{"kind":"K","metadata":{"managedFields":[],"name":"a","labels":{"managedFields":"x"}}}""")]
    [InlineData("""{"metadata":{"managedFields":[{}]}}""")]
    [InlineData("""{ "metadata" : { "name" : "a" , "managedFields" : [ ] , "uid" : "u" } , "s" : [ { } ] }""")]
    [InlineData("""{"s":{"metadata":{"managedFields":1}},"metadata":{"name":"a"}}""")]
    [InlineData("""{"metadata":null,"managedFields":2}""")]
    [InlineData("{}")]
    public void Who_owns_which_field_is_left_out_and_nothing_else(string text)
    {
        var wanted = JsonNode.Parse(text)!.AsObject();
        (wanted["metadata"] as JsonObject)?.Remove("managedFields");

        var left = ObjectText.Without(Encoding.UTF8.GetBytes(text), new ArrayBufferWriter<byte>());

        Assert.True(JsonNode.DeepEquals(wanted, JsonNode.Parse(left.Span)), Encoding.UTF8.GetString(left.Span));
    }

    [Theory]
    [InlineData("\"status\":{\"phase\":\"Running\"}")]
    [InlineData("\"status\":{\"spec\":{}},\"x\":[]")]
    public void A_pod_of_the_same_generation_keeps_its_specification(string rest)
    {
        var before = Pod("u", 3, "\"status\":{}");
        var read = ViewReading.OfPods(Text("u", 3, rest), before);

        Assert.Same(before.Spec, read.Spec);
        Assert.Equal("n", read.NodeName);
        Assert.Equal(Pod("u", 3, rest).Phase, read.Phase);
    }

    [Theory]
    [InlineData("other", 3)]
    [InlineData("u", 4)]
    public void Another_pod_of_the_name_and_another_generation_are_read_whole(string uid, int generation)
    {
        var before = Pod("u", 3, "\"status\":{}") with { NodeName = "elsewhere" };

        Assert.Equal("n", ViewReading.OfPods(Text(uid, generation, "\"status\":{}"), before).NodeName);
    }

    [Fact]
    public void A_pod_that_gets_its_node_keeps_the_rest_of_its_specification()
    {
        var before = Pod("u", 3, "\"status\":{}") with { NodeName = null };

        var read = ViewReading.OfPods(Text("u", 3, "\"status\":{}"), before);

        Assert.Equal("n", read.NodeName);
        Assert.Same(before.Spec, read.Spec);
        Assert.Equal("n", ViewReading.OfPods(Text("u", 3, "\"status\":{}"), null).NodeName);
    }

    [Fact]
    public void A_server_that_counts_no_generations_has_its_pods_read_whole()
    {
        var before = Pod("u", 0, "\"status\":{}") with { NodeName = "elsewhere" };

        Assert.Equal("n", ViewReading.OfPods(Text("u", 0, "\"status\":{}"), before).NodeName);
    }

    private static byte[] Text(string uid, int generation, string rest) => Encoding.UTF8.GetBytes($$$"""
        {"kind":"Pod","metadata":{"name":"p","uid":"{{{uid}}}","generation":{{{generation}}},
        "managedFields":[{"a":{}}]},
        {{{Spec}}},{{{rest}}}}
        """);

    private static PodView Pod(string uid, int generation, string rest)
    {
        using var document = JsonDocument.Parse(Text(uid, generation, rest));
        return PodView.Read(document.RootElement);
    }
}
