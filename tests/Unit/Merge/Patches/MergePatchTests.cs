using System.Text.Json.Nodes;
using CsCheck;
using Fairway.Merge.Patches;
using Xunit;

namespace Fairway.Tests.Merge.Patches;

public sealed class MergePatchTests
{
    [Theory]
    [InlineData("""{"a":"b"}""", """{"a":"c"}""", """{"a":"c"}""")]
    [InlineData("""{"a":"b","b":"c"}""", """{"a":null}""", """{"b":"c"}""")]
    [InlineData("""{"a":["b"]}""", """{"a":"c"}""", """{"a":"c"}""")]
    [InlineData("""{"a":{"b":"c"}}""", """{"a":{"b":"d","c":null}}""", """{"a":{"b":"d"}}""")]
    [InlineData("""{"a":[{"b":"c"}]}""", """{"a":[1]}""", """{"a":[1]}""")]
    [InlineData("""{"e":null}""", """{"a":1}""", """{"e":null,"a":1}""")]
    [InlineData("""{}""", """{"a":{"bb":{"ccc":null}}}""", """{"a":{"bb":{}}}""")]
    public void Examples_of_the_RFC_hold(string target, string patch, string expected) =>
        Assert.Equal(
            expected,
            MergePatch.Apply((JsonObject)JsonNode.Parse(target)!, JsonNode.Parse(patch)).ToJsonString());

    [Theory]
    [InlineData(
        "[]",
        "error decoding patch: json: cannot unmarshal array into Go value of type map[string]interface {}")]
    [InlineData("null", "Invalid JSON Patch")]
    public void What_is_no_object_is_refused(string patch, string message)
    {
        var refused = Assert.Throws<PatchException>(() => MergePatch.Apply([], JsonNode.Parse(patch)));

        Assert.Equal((400, message), (refused.StatusCode, refused.Message));
    }

    [Fact]
    public void Applying_twice_is_applying_once() => Gen.Select(Trees.Object, Trees.Object).Sample((target, patch) =>
    {
        var once = MergePatch.Apply(target, patch);
        Assert.True(JsonNode.DeepEquals(once, MergePatch.Apply(once, patch)));
    });

    [Fact]
    public void An_empty_patch_changes_nothing() => Trees.Object.Sample(target =>
        Assert.True(JsonNode.DeepEquals(target, MergePatch.Apply(target, new JsonObject()))));

    [Fact]
    public void Arguments_are_left_as_they_are() => Gen.Select(Trees.Object, Trees.Object).Sample((target, patch) =>
    {
        var (wasTarget, wasPatch) = (target.ToJsonString(), patch.ToJsonString());
        MergePatch.Apply(target, patch)["a"] = 1;
        Assert.Equal((wasTarget, wasPatch), (target.ToJsonString(), patch.ToJsonString()));
    });

    [Fact]
    public void What_the_patch_does_not_name_stays() =>
        Gen.Select(Trees.Object, Trees.Object)
            .Sample(
                (target, patch) =>
                {
                    var merged = MergePatch.Apply(target, patch);
                    Assert.All(
                        target.Where(p => !patch.ContainsKey(p.Key)),
                        p => Assert.True(JsonNode.DeepEquals(p.Value, merged[p.Key])));
                    Assert.All(patch.Where(p => p.Value is null), p => Assert.False(merged.ContainsKey(p.Key)));
                });
}
