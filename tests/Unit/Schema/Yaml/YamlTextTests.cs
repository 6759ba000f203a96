using System.Text;
using System.Text.Json.Nodes;
using CsCheck;
using Fairway.Schema.Json;
using Fairway.Schema.Yaml;
using Xunit;

namespace Fairway.Tests.Schema.Yaml;

/// <summary>That it is what Go writes is a matter of the Conformance suite; here, that it is read back as it
/// was.</summary>
public sealed class YamlTextTests
{
    private static readonly string[] Pieces =
    [
        
        "a", "Z", "1", "9", "0x1", ".", ":", ": ", "#", " #", " ", "\n", "\t", "'", "\"",
            "\\", "-", "- ", "*", "&", "!", "%",
        "@", "`", "|", ">", "?", "{", "}", "[", "]", ",", "=", "~", "null", "true", "no", "1:30", "2001-01-01", "é",
            "日本",
        "😀", "\u00a0", "\u2028", "\r", "\u0001", "---", "...", "words in a row that are long ",
    ];

    private static readonly Gen<string> Text =
        Gen.Int[0, Pieces.Length - 1].Array[0, 12].Select(drawn => string.Concat(drawn.Select(i => Pieces[i])));

    private static readonly Gen<JsonNode?> Node = Gen.Recursive<JsonNode?>(
        (depth, node) => depth > 3 ? Scalars() : Gen.OneOf(Scalars(), List(node), Map(node)));

    [Fact]
    public void What_is_written_is_read_back() => Node.Sample(
        node =>
        {
            var yaml = Encoding.UTF8.GetString(YamlText.Write(node));
            var back = YamlReader.Read(yaml, YamlReadOptions.File);
            Assert.True(JsonNode.DeepEquals(Plain(node), Plain(back)), yaml);
        },
        iter: 5_000);

    [Fact]
    public void Long_texts_are_folded_and_lists_stand_under_their_key()
    {
        var node = new JsonObject
        {
            ["b"] = new JsonArray(1, new JsonObject { ["c"] = "x\ny\n", ["d"] = new JsonArray() }),
            ["a"] = string.Join(' ', Enumerable.Repeat("word", 30)),
        };

        Assert.Equal(
            """
            a: word word word word word word word word word word word word word word word word
              word word word word word word word word word word word word word word
            b:
            - 1
            - c: |
                x
                y
              d: []

            """.ReplaceLineEndings("\n"),
            Encoding.UTF8.GetString(YamlText.Write(node)));
    }

    [Fact]
    public void Keys_whose_order_is_a_ring_are_sorted_one_way()
    {
        string[] keys = ["k1a", "k10", "k9"];
        string[] others = ["k9", "k1a", "k10"];
        NaturalOrder.Sort(keys);
        NaturalOrder.Sort(others);

        Assert.Equal(keys, others);
    }

    [Theory]
    [InlineData(0, "0")]
    [InlineData(1e6, "1000000")]
    [InlineData(1e19, "10000000000000000000")]
    [InlineData(1e20, "1e+20")]
    [InlineData(3196704004708030500d, "3196704004708030500")]
    [InlineData(-1e19, "-1e+19")]
    [InlineData(1.5, "1.5")]
    [InlineData(1e-7, "1e-07")]
    [InlineData(12345678.9, "1.23456789e+07")]
    public void A_number_is_written_as_go_writes_it(double number, string text) =>
        Assert.Equal(text, YamlText.Number(number));

    private static Gen<JsonNode?> Scalars() => Gen.OneOf(
        Text.Select(text => (JsonNode?)text), Gen.Long.Select(number => (JsonNode?)number), Gen.Bool.Select(b =>
            (JsonNode?)b),
        Gen.Const((JsonNode?)null));

    private static Gen<JsonNode?> List(Gen<JsonNode?> node) =>
        node.Array[0, 4].Select(items => (JsonNode?)new JsonArray([.. items.Select(item => item?.DeepClone())]));

    private static Gen<JsonNode?> Map(Gen<JsonNode?> node) =>
        Gen.Select(Text, node).Array[0, 4].Select(
            members => (JsonNode?)new JsonObject(
                members.DistinctBy(member => member.Item1)
                    .Select(member => KeyValuePair.Create(member.Item1, member.Item2?.DeepClone()))));

    private static JsonNode? Plain(JsonNode? node) => JsonReader.Read(JsonText.Write(node)).Node;
}
