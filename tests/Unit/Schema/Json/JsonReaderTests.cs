using System.Buffers;
using System.Text;
using System.Text.Json.Nodes;
using CsCheck;
using Fairway.Schema.Json;
using Xunit;

namespace Fairway.Tests.Schema.Json;

public sealed class JsonReaderTests
{
    private static JsonReadResult Read(string text, JsonReadLimits? limits = null) =>
        JsonReader.Read(Encoding.UTF8.GetBytes(text), limits);

    private static JsonFormatException Fault(string text) => Assert.Throws<JsonFormatException>(() => Read(text));

    [Theory]
    [InlineData("""{"a":[1,-2,0.5,true,false,null,"x"],"b":{"c":{}},"d":[]}""")]
    [InlineData("9223372036854775807")]
    [InlineData("1.5")]
    [InlineData("\"é\"")]
    public void What_was_read_is_written_back_the_same(string text) =>
        Assert.Equal(text, Encoding.UTF8.GetString(JsonText.Write(Read(text).Node)));

    [Fact]
    public void Names_of_any_kind_are_read_as_they_are() => Gen.String.Array[0, 6].Sample(names =>
    {
        var written = new JsonObject(names.Distinct().Select(n => KeyValuePair.Create(n, (JsonNode?)n.Length)));
        var text = written.ToJsonString();
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(text), Read(text).Node));
    });

    [Fact]
    public void A_member_may_stay_text_and_others_unbuilt_until_somebody_looks()
    {
        var read = PartialJson.ReadWithout(
            "{\"a\":{\"f\":{\"x\":{\"f\":{}}},\"b\":1},\"s\":{\"f\":2},\"f\":3}"u8, "s"u8, opaque: "f");

        Assert.Equal("{\"a\":{\"f\":{\"x\":{\"f\":{}}},\"b\":1},\"f\":3}", read.Tree.ToJsonString());
        Assert.Equal(1, read.At);
        Assert.NotNull(read.Tree["a"]!["f"]!["x"]!["f"]);
    }

    [Fact]
    public void The_last_of_duplicate_keys_wins_and_each_path_is_told_once()
    {
        var read = Read("""
            {"spec":{"replicas":1,"replicas":2,"replicas":3,"c":[{},{"image":"a","image":"b"}]},"spec":{}}
            """);

        Assert.Equal(["spec.replicas", "spec.c[1].image", "spec"], read.Duplicates);
        Assert.Equal("{\"spec\":{}}", read.Node!.ToJsonString());
    }

    [Theory]
    [InlineData("", "unexpected end of JSON input", 1, 1)]
    [InlineData("{", "unexpected end of JSON input", 1, 2)]
    [InlineData("{not", "invalid character 'n' looking for beginning of object key string", 1, 2)]
    [InlineData("x", "invalid character 'x' looking for beginning of value", 1, 1)]
    [InlineData("{\"a\"\n 1}", "invalid character '1' after object key", 2, 2)]
    [InlineData("{\"a\":1 \"b\"}", "invalid character '\"' after object key:value pair", 1, 8)]
    [InlineData("[1 2]", "invalid character '2' after array element", 1, 4)]
    [InlineData("[1,]", "invalid character ']' looking for beginning of value", 1, 4)]
    [InlineData("{} {}", "invalid character '{' after top-level value", 1, 4)]
    [InlineData("01", "invalid character '1' after top-level value", 1, 2)]
    [InlineData("-x", "invalid character 'x' in numeric literal", 1, 2)]
    [InlineData("1.x", "invalid character 'x' after decimal point in numeric literal", 1, 3)]
    [InlineData("trux", "invalid character 'x' in literal true (expecting 'e')", 1, 4)]
    [InlineData("\"\\q\"", "invalid character 'q' in string escape code", 1, 3)]
    [InlineData("\"a\nb\"", "invalid character '\\n' in string literal", 1, 3)]
    public void A_fault_is_named_as_api_servers_name_it_with_its_place(
        string text,
        string message,
        int line,
        int column)
    {
        var fault = Fault(text);

        Assert.Equal((message, line, column), (fault.Message, (int)fault.Line, (int)fault.Column));
    }

    [Fact]
    public void Nesting_beyond_the_limit_is_refused()
    {
        Assert.Equal("exceeded max depth of 480", Fault(new string('[', 100_000)).Message);
        Assert.NotNull(Read(new string('[', 480) + new string(']', 480)).Node);
    }

    [Fact]
    public void Broken_unicode_is_a_format_fault() =>
        Assert.Throws<JsonFormatException>(() => JsonReader.Read([(byte)34, 0xff, (byte)34]));

    [Theory]
    [InlineData("\"\\ud800\"")]
    [InlineData("1e999")]
    public void What_cannot_be_held_is_a_format_fault(string text) => Fault(text);

    [Fact]
    public void A_text_in_pieces_reads_like_one_in_one_piece()
    {
        var first = new Piece("{\"a\":"u8.ToArray());
        var last = first.Append("[1]}"u8.ToArray());

        var read = JsonReader.Read(new ReadOnlySequence<byte>(first, 0, last, last.Memory.Length));

        Assert.Equal("{\"a\":[1]}", read.Node!.ToJsonString());
    }

    [Fact]
    public void Random_bytes_are_read_or_refused_and_nothing_else() =>
        Gen.Byte.Array[0, 60].Sample(bytes =>
        {
            try
            {
                JsonReader.Read(bytes);
            }
            catch (JsonFormatException fault)
            {
                Assert.NotEmpty(fault.Message);
            }
        });

    [Fact]
    public void Damaged_objects_are_read_or_refused_and_nothing_else()
    {
        var text = """
            {"kind":"Pod","spec":{"containers":[{"name":"a\u00e9","n":-1.5e3,"t":true,"z":null}]}}
            """u8.ToArray();
        Gen.Select(Gen.Int[0, text.Length - 1], Gen.Byte).Array[1, 4].Sample(changes =>
        {
            var damaged = text.ToArray();
            foreach (var (at, value) in changes)
            {
                damaged[at] = value;
            }

            try
            {
                JsonReader.Read(damaged);
            }
            catch (JsonFormatException fault)
            {
                Assert.NotEmpty(fault.Message);
            }
        });
    }

    private sealed class Piece : ReadOnlySequenceSegment<byte>
    {
        public Piece(byte[] bytes) => Memory = bytes;

        public Piece Append(byte[] bytes)
        {
            var next = new Piece(bytes) { RunningIndex = RunningIndex + Memory.Length };
            Next = next;
            return next;
        }
    }
}
