using System.Text.Json.Nodes;
using CsCheck;
using Fairway.Merge.Patches;
using Xunit;

namespace Fairway.Tests.Merge.Patches;

public sealed class JsonPatchTests
{
    private static string Apply(string target, string patch) =>
        JsonPatch.Apply(JsonNode.Parse(target)!, JsonNode.Parse(patch)).ToJsonString();

    private static PatchException Refused(string target, string patch) =>
        Assert.Throws<PatchException>(() => Apply(target, patch));

    [Theory]
    [InlineData("""{"a":1}""", """[{"op":"add","path":"/b","value":[1]}]""", """{"a":1,"b":[1]}""")]
    [InlineData("""{"a":[1,2]}""", """[{"op":"add","path":"/a/1","value":9}]""", """{"a":[1,9,2]}""")]
    [InlineData("""{"a":[1,2]}""", """[{"op":"add","path":"/a/-","value":9}]""", """{"a":[1,2,9]}""")]
    [InlineData("""{"a":[1,2]}""", """[{"op":"remove","path":"/a/-1"}]""", """{"a":[1]}""")]
    [InlineData(
        """{"a/b":1,"m~n":2}""",
        """[{"op":"remove","path":"/a~1b"},{"op":"replace","path":"/m~0n","value":3}]""",
        """{"m~n":3}""")]
    [InlineData("""{"a":{"b":1}}""", """[{"op":"move","from":"/a/b","path":"/c"}]""", """{"a":{},"c":1}""")]
    [InlineData("""{"a":{"b":1}}""", """[{"op":"copy","from":"/a","path":"/a/c"}]""", """{"a":{"b":1,"c":{"b":1}}}""")]
    [InlineData("""{"a":1}""", """[{"op":"copy","from":"/none","path":"/c"}]""", """{"a":1,"c":null}""")]
    [InlineData(
        """{"a":1}""",
        """[{"op":"test","path":"/a","value":1.0},{"op":"test","path":"","value":{"a":1}}]""",
        """{"a":1}""")]
    [InlineData("""{"a":1}""", """[]""", """{"a":1}""")]
    [InlineData("""{"a":1}""", "null", """{"a":1}""")]
    public void Operations_do_as_they_say(string target, string patch, string expected) =>
        Assert.Equal(expected, Apply(target, patch));

    [Theory]
    [InlineData(
        """[{"op":"add","path":"/x/y","value":1}]""",
        "operation 0 of the patch, add at \"/x/y\": the place above it does not exist")]
    [InlineData(
        """[{"op":"remove","path":"/l/1"}]""",
        "operation 0 of the patch, remove at \"/l/1\": no index of a list of 1")]
    [InlineData(
        """[{"op":"replace","path":"/l/x","value":1}]""",
        "operation 0 of the patch, replace at \"/l/x\": no index of a list of 1")]
    [InlineData(
        """[{"op":"add","path":"/a/b","value":1}]""",
        "operation 0 of the patch, add at \"/a/b\": the place above it does not exist")]
    [InlineData(
        """[{"op":"add","path":"a","value":1}]""",
        "operation 0 of the patch, add at \"a\": the pointer names no member")]
    [InlineData(
        """[{"op":"replace","path":"","value":1}]""",
        "operation 0 of the patch, replace at \"\": the document cannot become a scalar")]
    [InlineData(
        """[{"op":"test","path":"/a","value":1},{"op":"test","path":"/a","value":2}]""",
        "operation 1 of the patch, test at \"/a\": the value is another")]
    [InlineData("""[null]""", "operation 0 of the patch,  at \"\": unknown operation \"\"")]
    public void A_failed_operation_says_which_and_why(string patch, string detail)
    {
        var refused = Refused("""{"a":1,"l":[1]}""", patch);

        Assert.Equal(
            (422, "Invalid", PatchException.UnprocessableMessage),
            (refused.StatusCode, refused.Reason, refused.Message));
        Assert.Equal(detail, refused.Detail);
    }

    [Theory]
    [InlineData(
        "\"x\"",
        "error decoding patch: json: cannot unmarshal string into Go value of type []handlers.jsonPatchOp")]
    [InlineData(
        "[1]",
        "error decoding patch: json: cannot unmarshal number into Go value of type handlers.jsonPatchOp")]
    [InlineData(
        """[{"op":1}]""",
        "error decoding patch: json: cannot unmarshal number into Go struct field jsonPatchOp.op of type string")]
    public void What_is_no_list_of_operations_cannot_be_decoded(string patch, string message)
    {
        var refused = Refused("{}", patch);

        Assert.Equal((400, message), (refused.StatusCode, refused.Message));
    }

    [Fact]
    public void More_than_ten_thousand_operations_are_too_many()
    {
        var patch = new JsonArray();
        for (var i = 0; i < 10_001; i++)
        {
            patch.Add((JsonNode)new JsonObject { ["op"] = "test", ["path"] = "/a" });
        }

        var refused = Assert.Throws<PatchException>(() => JsonPatch.Apply(new JsonObject(), patch));

        Assert.Equal(413, refused.StatusCode);
        Assert.Equal("The allowed maximum operations in a JSON patch is 10000, got 10001", refused.Message);
    }

    [Fact]
    public void Copies_that_double_and_double_are_stopped()
    {
        var operations = Enumerable.Range(0, 40).Select(i => $$"""{"op":"copy","from":"/a","path":"/a/{{i}}"}""");
        var refused = Refused(
            """{"a":{"x":"0123456789012345678901234567890123456789"}}""",
            $"[{string.Join(',', operations)}]");

        Assert.Equal(413, refused.StatusCode);
    }

    [Fact]
    public void Nothing_nests_deeper_than_can_be_written()
    {
        var operations = Enumerable.Range(0, 20).Select(i => $$"""{"op":"copy","from":"/a","path":"{{Deep(i)}}"}""");
        var refused = Refused("""{"a":{"a":1}}""", $"[{string.Join(',', operations)}]");

        Assert.Contains("nest deeper than 512", refused.Detail, StringComparison.Ordinal);

        static string Deep(int doublings) => string.Concat(Enumerable.Repeat("/a", (1 << Math.Min(doublings, 12)) + 1));
    }

    [Fact]
    public void A_patch_made_of_a_difference_makes_that_difference() =>
        Gen.Select(Trees.Object, Trees.Object).Sample((a, b) =>
        {
            var patch = new JsonArray();
            Differ(a, b, "", patch);
            var untouched = a.ToJsonString();
            Assert.True(JsonNode.DeepEquals(b, JsonPatch.Apply(a, patch)), $"{a} {b} {patch}");
            Assert.Equal(untouched, a.ToJsonString());
        });

    [Fact]
    public void Whatever_is_sent_is_applied_or_refused() =>
        Gen.Select(Trees.Object, Operations).Sample((target, patch) =>
        {
            var failure = Record.Exception(() => JsonPatch.Apply(target, JsonNode.Parse(patch)));
            Assert.True(failure is null or PatchException, $"{failure}");
        });

    private static Gen<string> Operations =>
        from count in Gen.Int[0, 4]
        from operations in (
            from op in Trees.OneOf("add", "remove", "replace", "move", "copy", "test", "x")
            from path in Trees.OneOf("", "/", "/a", "/b/0", "/b/-", "/c/a", "/a/b/c", "a", "/~1", "/b/-1", "/b/7")
            from source in Trees.OneOf("", "/a", "/b/0", "/c", "x")
            from value in Trees.Any
            let json = value?.ToJsonString() ?? "null"
            select $$"""{"op":"{{op}}","path":"{{path}}","from":"{{source}}","value":{{json}}}""").Array[count]
        select $"[{string.Join(',', operations)}]";

    private static void Differ(JsonNode? a, JsonNode? b, string path, JsonArray patch)
    {
        if (JsonNode.DeepEquals(a, b))
        {
            return;
        }

        if (a is not JsonObject left || b is not JsonObject right)
        {
            patch.Add((JsonNode)new JsonObject { ["op"] = "replace", ["path"] = path, ["value"] = b?.DeepClone() });
            return;
        }

        foreach (var (name, value) in left)
        {
            var below = $"{path}/{Escape(name)}";
            if (!right.TryGetPropertyValue(name, out var other))
            {
                patch.Add((JsonNode)new JsonObject { ["op"] = "remove", ["path"] = below });
            }
            else
            {
                Differ(value, other, below, patch);
            }
        }

        foreach (var (name, value) in right.Where(p => !left.ContainsKey(p.Key)))
        {
            patch.Add(
                (JsonNode)
                    new JsonObject
                    {
                        ["op"] = "add",
                        ["path"] = $"{path}/{Escape(name)}",
                        ["value"] = value?.DeepClone(),
                    });
        }
    }

    private static string Escape(string name) =>
        name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);
}
