using System.Text.Json.Nodes;
using CsCheck;
using Fairway.Kube.Pods.Objects;
using Xunit;

namespace Fairway.Tests.Kube.Pods;

public sealed class ObjectsTests
{
    [Theory]
    [InlineData("250m", 250)]
    [InlineData("2", 2000)]
    [InlineData("1.5", 1500)]
    [InlineData("1Ki", 1_024_000)]
    [InlineData("1e3", 1_000_000)]
    [InlineData("1k", 1_000_000)]
    [InlineData("100u", 1)]
    [InlineData("nonsense", 0)]
    [InlineData(null, 0)]
    public void Quantities_are_read_in_thousandths_and_rounded_up(string? text, long milli) =>
        Assert.Equal(milli, Quantity.Milli(text));

    [Fact]
    public void Objects_share_what_their_json_has_alike_and_nothing_else()
    {
        var (first, second) = (ReadPod("a", "agent"), ReadPod("b", "agent"));
        Assert.Same(first.Meta.Labels, second.Meta.Labels);
        Assert.Equal(first.Spec.Containers, second.Spec.Containers);
        Assert.Equal("b", second.Meta.Name);
        var third = ReadPod("c", "proxy");
        Assert.Equal("proxy", third.Meta.Labels["app"]);
        Assert.Equal("proxy:1", Assert.Single(third.Spec.Containers).Image);
        Assert.NotEqual(first.Spec.Containers, third.Spec.Containers);
    }

    private static PodView ReadPod(string name, string app)
    {
        using var document = System.Text.Json.JsonDocument.Parse(
            $$$"""
            {"metadata":{"name":"{{{name}}}","labels":{"app":"{{{app}}}"}},
             "spec":{"containers":[{"name":"{{{app}}}","image":"{{{app}}}:1"}]}}
            """);
        return PodView.Read(document.RootElement);
    }

    [Fact]
    public void Templates_are_equal_whatever_the_order_of_keys_and_the_hash_label()
    {
        var template = PodTemplate.Parse("""{"metadata":{"labels":{"a":"1"}},"spec":{"x":1,"y":{"b":2,"a":1}}}""");
        var same = PodTemplate.Parse(
            """
            {"spec":{"y":{"a":1,"b":2},"x":1},
             "metadata":{"labels":{"a":"1","pod-template-hash":"h"},"creationTimestamp":null}}
            """);

        Assert.Equal(template, same);
        Assert.Equal(template.Hash(null), same.Hash(null));
        Assert.NotEqual(template.Hash(null), template.Hash(1));
        Assert.NotEqual(
            template, PodTemplate.Parse("""{"metadata":{"labels":{"a":"1"}},"spec":{"x":2,"y":{"b":2,"a":1}}}"""));
        Assert.Equal("h", same.ToJson()["metadata"]!["labels"]!["pod-template-hash"]!.GetValue<string>());
    }

    [Fact]
    public void A_hash_is_the_same_in_every_process() => Assert.Equal(0xaf63dc4c8601ec8c, StableHash.Of("a"u8));

    [Fact]
    public void A_merge_patch_leads_from_the_one_to_the_other() =>
        Gen.Select(Tree, Tree).Sample((before, after) =>
        {
            var patch = MergePatch.Between(before, after);
            return patch is null
                ? JsonNode.DeepEquals(before, after)
                : JsonNode.DeepEquals(Applied(before, patch), after);
        });

    [Theory]
    [InlineData("In", "a", true)]
    [InlineData("NotIn", "a", false)]
    [InlineData("NotIn", null, true)]
    [InlineData("Exists", "x", true)]
    [InlineData("DoesNotExist", null, true)]
    [InlineData("Nonsense", "a", false)]
    public void Requirements_look_at_one_value(string verb, string? value, bool matches)
    {
        using var document = System.Text.Json.JsonDocument.Parse(
            $$"""{"key":"k","operator":"{{verb}}","values":["a","b"]}""");
        Assert.Equal(matches, Requirement.Read(document.RootElement).Matches(value));
    }

    private static Gen<JsonObject> Tree { get; } = Gen.Select(
        Gen.Int[0, 2].Select(i => "abc"[i..(i + 1)]), Gen.Int[0, 2], Gen.Int[0, 1].Select(
            i => "ab"[i..(i + 1)]), Gen.Int[0, 2])
        .Array[0, 3]
        .Select(entries =>
        {
            var tree = new JsonObject();
            foreach (var (key, value, inner, innerValue) in entries)
            {
                tree[key] = value == 0 ? new JsonObject { [inner] = innerValue } : value;
            }

            return tree;
        });

    private static JsonObject Applied(JsonObject target, JsonObject patch)
    {
        var result = (JsonObject)target.DeepClone();
        foreach (var (key, value) in patch)
        {
            if (value is null)
            {
                result.Remove(key);
            }
            else
            {
                result[key] = value is JsonObject inner && result[key] is JsonObject old
                    ? Applied(old, inner)
                    : value.DeepClone();
            }
        }

        return result;
    }
}
