using System.Text.Json.Nodes;
using CsCheck;
using Fairway.Merge.Diffing;
using Fairway.Merge.Fields;
using Xunit;

namespace Fairway.Tests.Merge.Diffing;

public sealed class FieldPathTests
{
    private static readonly Gen<string> Word = Trees.OneOf(
        "spec", "a-b", "app.kubernetes.io/name", "", "[", "]", "=", ",", "\"", "\\", "80", "true", "null", "a b", "é",
        ".", "/etc/x");

    private static readonly Gen<JsonNode?> Scalar = Gen.OneOf<JsonNode?>(
        Word.Select(word => (JsonNode?)JsonValue.Create(word)),
        Gen.Long[-3, 70000].Select(number => (JsonNode?)JsonValue.Create(number)),
        Gen.Bool.Select(flag => (JsonNode?)JsonValue.Create(flag)));

    private static readonly Gen<string> Element = Gen.OneOf(
        Word.Select(word => "f:" + word),
        Scalar.Select(value => "v:" + value!.ToJsonString()),
        Gen.Int[0, 9].Select(index => "i:" + index),
        Gen.Select(Word.Where(word => word.Length > 0), Scalar).Array[1, 3].Select(pairs => "k:" + new JsonObject(
            pairs.DistinctBy(pair => pair.Item1)
                .Select(pair => KeyValuePair.Create(pair.Item1, pair.Item2?.DeepClone()))).ToJsonString()));

    [Theory]
    [InlineData("spec.template.spec.containers[name=proxy].image")]
    [InlineData("metadata.labels[\"app.kubernetes.io/name\"]")]
    [InlineData("spec.ports[port=80,protocol=TCP].targetPort")]
    [InlineData("spec.ports[name=\"80\"]")]
    [InlineData("spec.containers[name=a].volumeMounts[mountPath=/etc/app]")]
    [InlineData("metadata.finalizers[=example.com/f]")]
    [InlineData("spec.versions[0].storage")]
    [InlineData("")]
    public void Reads_what_it_writes(string text)
    {
        Assert.Equal(text, FieldPath.Parse(text).Text);
        Assert.Equal(text, FieldPath.Of(FieldPath.Parse(text).Elements.AsSpan()).Text);
    }

    [Fact]
    public void Every_path_reads_back_as_the_steps_it_was_made_of() => Element.Array[0, 5].Sample(texts =>
    {
        var elements = texts.Select(text => PathElement.TryParse(text, out var element) ? element : default).ToArray();
        Assert.Equal(elements, FieldPath.Of(elements).Elements);
    });

    [Fact]
    public void No_text_makes_reading_fail_in_another_way_than_it_says() =>
        Gen.String[Gen.Char["ab.[]=,\"\\019 "], 0, 12].Sample(text =>
        {
            if (FieldPath.TryParse(text, out var path))
            {
                Assert.Equal(path, FieldPath.Parse(path.Text));
            }
            else
            {
                Assert.Contains(
                    "look at character",
                    Assert.Throws<FormatException>(() => FieldPath.Parse(text)).Message,
                    StringComparison.Ordinal);
            }
        });

    [Theory]
    [InlineData("spec..x")]
    [InlineData("spec.")]
    [InlineData(".spec")]
    [InlineData("a[")]
    [InlineData("a[name=")]
    [InlineData("a[name=x")]
    [InlineData("a[name=x,name=y]")]
    [InlineData("a[name={}]")]
    [InlineData("a[\"x]")]
    [InlineData("a[1x]")]
    public void What_is_no_path_is_refused(string text) => Assert.False(FieldPath.TryParse(text, out _));

    [Fact]
    public void What_is_written_otherwise_is_the_same_path()
    {
        Assert.Equal(FieldPath.Parse("a[x=1,b=\"y\"].c"), FieldPath.Parse("a[b=y,x=1][\"c\"]"));
        Assert.NotEqual(FieldPath.Parse("a[b=1]"), FieldPath.Parse("a[b=\"1\"]"));
        Assert.Equal(FieldPath.Root, FieldPath.Parse(""));
        Assert.Equal(".", FieldPath.Root.ToString());
    }
}
