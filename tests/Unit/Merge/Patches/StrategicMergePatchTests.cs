using System.Text.Json.Nodes;
using CsCheck;
using Fairway.Merge.Patches;
using Fairway.Schema;
using Xunit;

namespace Fairway.Tests.Merge.Patches;

public sealed class StrategicMergePatchTests
{
    private static readonly SchemaNode Pod = BuiltInSchemas.Find("io.k8s.api.core.v1.Pod")!;

    private static JsonObject Parse(string json) => (JsonObject)JsonNode.Parse(json)!;

    private static string Apply(string target, string patch) =>
        StrategicMergePatch.Apply(Parse(target), JsonNode.Parse(patch), Pod).ToJsonString();

    private static string Spec(string target, string patch) =>
        Apply($$"""{"spec":{{target}}}""", $$"""{"spec":{{patch}}}""")[8..^1];

    [Theory]
    [InlineData("""{"nodeName":"a"}""", """{"nodeName":null,"hostname":"b"}""", """{"hostname":"b"}""")]
    [InlineData("""{}""", """{"hostname":null}""", """{}""")]
    [InlineData("""{}""", """{"containers":[{"name":"a","image":null}]}""", """{"containers":[{"name":"a"}]}""")]
    [InlineData(
        """{}""",
        """{"containers":[{"name":"a"},{"name":"b","$patch":"delete"}],"securityContext":{"$patch":"delete"}}""",
        """{"containers":[{"name":"a"}]}""")]
    [InlineData(
        """{"containers":[{"name":"a"}]}""",
        """{"containers":[{"name":"b","env":[{"name":"X","$patch":"delete"}],"$setElementOrder/env":[]}]}""",
        """{"containers":[{"name":"b","env":[]},{"name":"a"}]}""")]
    [InlineData(
        """{"containers":[{"name":"a"},{"name":"b"},{"name":"a","image":"2"}]}""",
        """{"containers":[{"name":"a","$patch":"delete"}]}""",
        """{"containers":[{"name":"b"}]}""")]
    [InlineData("""{"containers":[{"name":"a"}]}""", """{"containers":"x"}""", """{"containers":"x"}""")]
    [InlineData(
        """{"tolerations":[{"key":"a"}]}""",
        """{"tolerations":[{"key":"b"}]}""",
        """{"tolerations":[{"key":"b"}]}""")]
    [InlineData(
        """{"securityContext":{"runAsUser":1,"fsGroup":2}}""",
        """{"securityContext":{"$patch":"replace","runAsUser":3}}""",
        """{"securityContext":{"runAsUser":3}}""")]
    [InlineData(
        """{"volumes":[{"name":"v","emptyDir":{}}]}""",
        """{"volumes":[{"name":"v","hostPath":{"path":"/"},"$retainKeys":["name","hostPath"]}]}""",
        """{"volumes":[{"name":"v","hostPath":{"path":"/"}}]}""")]
    public void It_merges_by_the_schema(string target, string patch, string expected) =>
        Assert.Equal(expected, Spec(target, patch));

    [Theory]
    [InlineData("a,b,c", "b,a", "", "b,a,c")]
    [InlineData("a,b,c", "c,a", "", "b,c,a")]
    [InlineData("a,b,c", "c,x,a", "x", "b,c,x,a")]
    [InlineData("", "y,x", "y,x", "y,x")]
    [InlineData("a,b", "", "", "a,b")]
    public void The_order_that_is_asked_for_is_kept(string target, string order, string patch, string expected)
    {
        var elements = patch.Length == 0 ? "" : $",\"containers\":{List(patch)}";
        var patched = Parse(Spec(
            $$"""{"containers":{{List(target)}}}""",
            $$"""{"$setElementOrder/containers":{{List(order)}}{{elements}}}"""));

        Assert.Equal(
            expected,
            string.Join(',', patched["containers"]!.AsArray().Select(c => c!["name"]!.GetValue<string>())));

        static string List(string names)
        {
            var given = names.Split(',', StringSplitOptions.RemoveEmptyEntries);
            return $"[{string.Join(',', given.Select(n => $$"""{"name":"{{n}}"}"""))}]";
        }
    }

    [Fact]
    public void Lists_of_strings_merge_as_sets()
    {
        var target = """{"metadata":{"finalizers":["a","b"]}}""";

        Assert.Equal(
            """{"metadata":{"finalizers":["c","a","b"]}}""",
            Apply(target, """{"metadata":{"finalizers":["c"]}}"""));
        Assert.Equal(
            """{"metadata":{"finalizers":["b"]}}""",
            Apply(target, """{"metadata":{"$deleteFromPrimitiveList/finalizers":["a","z"]}}"""));
        Assert.Equal(
            """{"metadata":{"finalizers":["c","b"]}}""",
            Apply(
                target,
                """
                {"metadata":{"$deleteFromPrimitiveList/finalizers":["a"],"$setElementOrder/finalizers":["c","b"],
                  "finalizers":["c"]}}
                """));
    }

    [Theory]
    [InlineData("""[]""", 400, "json: cannot unmarshal array into Go value of type map[string]interface {}")]
    [InlineData(
        """{"spec":{"containers":[{"image":"x"}]}}""",
        500,
        "map: map[image:x] does not contain declared merge key: name")]
    [InlineData("""{"spec":{"$patch":"frob"}}""", 500, "unknown patch type: frob in map: map[$patch:frob]")]
    [InlineData(
        """{"spec":{"containers":[{"$patch":"merge","name":"a"}]}}""",
        500,
        "merging lists cannot yet be specified in the patch")]
    [InlineData(
        """{"spec":{"containers":[{"name":"a"},5]}}""",
        500,
        "list element types are not identical: [[map[image:i name:a]] [map[name:a] 5]]")]
    [InlineData("""{"spec":{"containers":[[]]}}""", 422, PatchException.UnprocessableMessage)]
    [InlineData("""{"spec":{"$retainKeys":"x"}}""", 400, "invalid patch format of retainKeys")]
    [InlineData("""{"spec":{"$retainKeys":["a"],"hostname":"b"}}""", 400, "invalid patch format of retainKeys")]
    [InlineData("""{"spec":{"$setElementOrder":[]}}""", 400, "invalid patch format of setElementOrder list")]
    [InlineData("""{"spec":{"$deleteFromPrimitiveList":["x"]}}""", 400, "invalid patch format of primitive list")]
    [InlineData(
        """{"spec":{"$setElementOrder/containers":{}}}""",
        500,
        "expected a []interface {}, but received a map[string]interface {}")]
    [InlineData(
        """{"spec":{"$setElementOrder/nope":[]}}""",
        500,
        "unable to find api field in struct PodSpec for the json field \"nope\"")]
    [InlineData(
        """{"spec":{"$setElementOrder/containers":[{}],"containers":[{"name":"a"}]}}""",
        500,
        "map: map[] does not contain declared merge key: name")]
    [InlineData(
        """
        {"spec":{"$setElementOrder/containers":[{"name":"a"},{"name":"b"}],"containers":[{"name":"b"},{"name":"a"}]}}
        """,
        500,
        "The order in patch list:\n[map[name:b] map[name:a]]\n doesn't match $setElementOrder list:\n"
            + "[map[name:a] map[name:b]]\n")]
    public void Malformed_patches_are_refused(string patch, int status, string message)
    {
        var refused = Assert.Throws<PatchException>(() =>
            Apply("""{"spec":{"containers":[{"name":"a","image":"i"}]}}""", patch));

        Assert.Equal((status, message), (refused.StatusCode, refused.Message));
    }

    [Fact]
    public void Thousands_of_elements_merge_at_once()
    {
        var elements = string.Join(',', Enumerable.Range(0, 20_000).Select(i => $$"""{"name":"c{{i}}"}"""));
        var list = $$"""{"containers":[{{elements}}]}""";

        Assert.Equal(list, Spec(list, list));
    }

    [Fact]
    public void Applying_twice_is_applying_once() =>
        Gen.Select(Pods, Pods)
            .Sample(
                (target, patch) =>
                {
                    var once = StrategicMergePatch.Apply(target, patch, Pod);
                    Assert.True(
                        JsonNode.DeepEquals(once, StrategicMergePatch.Apply(once, patch, Pod)),
                        $"{target}\n{patch}\n{once}");
                });

    [Fact]
    public void Whatever_is_sent_is_applied_or_refused() =>
        Gen.Select(Pods, Trees.Object, Directive)
            .Sample(
                (target, noise, directive) =>
                {
                    var patch = new JsonObject
                    {
                        ["metadata"] = noise,
                        ["spec"] = new JsonObject { ["containers"] = directive },
                    };
                    var was = target.ToJsonString();
                    var failure = Record.Exception(() => StrategicMergePatch.Apply(target, patch, Pod));
                    Assert.True(failure is null or PatchException, $"{failure}");
                    Assert.Equal(was, target.ToJsonString());
                });

    private static Gen<JsonNode?> Directive =>
        Trees
            .OneOf(
                """[{"$patch":"replace"},{"name":"z"}]""",
                """[{"$patch":5,"name":"z"}]""",
                """[null]""",
                """{"$patch":"delete"}""",
                """[{"name":"app","$retainKeys":["name"]}]""",
                """[{"name":{"a":[1]}}]""",
                """[{"name":null}]""")
            .Select(j => JsonNode.Parse(j));

    private static Gen<JsonObject> Pods => Shapes.Object.Select(o =>
    {
        var pod = (JsonObject)o.DeepClone();
        foreach (var alien in new[] { "selector", "ports", "args", "paused", "replicas" })
        {
            (pod["spec"] as JsonObject)?.Remove(alien);
        }

        return pod;
    });
}
