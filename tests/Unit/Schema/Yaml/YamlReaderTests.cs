using System.Text;
using System.Text.Json.Nodes;
using CsCheck;
using Fairway.Schema.Yaml;
using Xunit;

namespace Fairway.Tests.Schema.Yaml;

public sealed class YamlReaderTests
{
    private static readonly string[] Pieces =
    [
        
        "a", "b", ": ", ":", "- ", "\n", "\n  ", "\n    ", "{", "}", "[", "]", ", ", "&x ", "*x", "<<: ",
            "!!binary ", "!!int ",
        "!x ", "|", ">", "|+", "'", "\"",
            "\\", "#", "? ", "---\n", "...\n", "%YAML 1.1\n", "1", "0x", "1e9", ".inf", "~",
        "yes", "\t", "é", "\u0085", "\ufeff", "\0",
    ];

    private static readonly Gen<string> Text =
        Gen.Int[0, Pieces.Length - 1].Array[0, 20].Select(drawn => string.Concat(drawn.Select(i => Pieces[i])));

    [Theory]
    [InlineData("y", "true")]
    [InlineData("Off", "false")]
    [InlineData("~", "null")]
    [InlineData("", "null")]
    [InlineData("017", "15")]
    [InlineData("0o17", "15")]
    [InlineData("08", "8")]
    [InlineData("0x1F", "31")]
    [InlineData("-0b11", "-3")]
    [InlineData("1_000", "1000")]
    [InlineData("1e3", "1000")]
    [InlineData(".5", "0.5")]
    [InlineData("1.", "1")]
    [InlineData("-9223372036854775808", "-9223372036854775808")]
    [InlineData("18446744073709551616", "1.8446744073709552E+19")]
    [InlineData("1:30", "\"1:30\"")]
    [InlineData("2001-01-01", "\"2001-01-01\"")]
    [InlineData("0x", "\"0x\"")]
    [InlineData("1e", "\"1e\"")]
    [InlineData("-x", "\"-x\"")]
    [InlineData(".", "\".\"")]
    [InlineData("infinity", "\"infinity\"")]
    [InlineData("\"1\"", "\"1\"")]
    [InlineData("!!str 1", "\"1\"")]
    [InlineData("!!int \"7\"", "7")]
    [InlineData("!!binary aGk=", "\"hi\"")]
    public void A_scalar_is_what_it_is_in_go(string yaml, string json) =>
        Assert.Equal(json, Read($"a: {yaml}")!["a"]?.ToJsonString() ?? "null");

    [Fact]
    public void Keys_become_strings() =>
        Assert.Equal("""{"true":1,"16":2,"null":3,"a b":4}""", Read("yes: 1\n0x10: 2\n~: 3\na b: 4")!.ToJsonString());

    [Fact]
    public void Anchors_and_merges_are_written_out() => Assert.Equal(
        """{"x":{"p":1,"q":2},"w":{"p":1,"q":2},"z":{"q":3,"p":1}}""",
        Read("x: &a {p: 1, q: 2}\nw: *a\nz: {<<: *a, q: 3}")!.ToJsonString());

    [Fact]
    public void Bodies_take_the_last_of_duplicate_keys_and_no_anchors()
    {
        Assert.Equal("""{"a":2}""", YamlReader.ReadObject("a: 1\na: 2"u8).ToJsonString());
        Assert.Throws<YamlFormatException>(() => YamlReader.ReadObject("a: &x 1\nb: *x"u8));
    }

    [Fact]
    public void A_duplicate_key_of_a_file_is_refused_with_its_line()
    {
        var fault = Assert.Throws<YamlFormatException>(() => Read("a:\n  b: 1\n  b: 2"));

        Assert.Equal((3, "yaml: line 3: key \"b\" is there twice"), (fault.Line, fault.Message));
    }

    [Fact]
    public void Aliases_of_aliases_do_not_explode()
    {
        var text = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (var i = 1; i < 12; i++)
        {
            text.Append($"a{i}: &a{i} [{string.Join(", ", Enumerable.Repeat($"*a{i - 1}", 10))}]\n");
        }

        Assert.Contains(
            "excessive aliasing",
            Assert.Throws<YamlFormatException>(() => Read(text.ToString())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Any_text_is_read_or_refused() => Text.Sample(
        text => Assert.True(Record.Exception(() => Read(text)) is null or YamlFormatException, text), iter: 20_000);

    [Theory]
    [InlineData("[")]
    [InlineData("{a: ")]
    [InlineData("- ")]
    [InlineData("? ")]
    public void However_deep_the_nesting_nothing_overflows(string open) =>
        Assert.Throws<YamlFormatException>(() => Read(string.Concat(Enumerable.Repeat(open, 100_000))));

    private static JsonNode? Read(string text) => YamlReader.Read(text, YamlReadOptions.File);
}
