using System.Text.Json.Nodes;
using Fairway.Charts;
using Xunit;

namespace Fairway.Tests.Charts;

/// <summary>Most of the grammar is held to the real helm in the suite of Conformance.</summary>
public sealed class ChartValuesTests
{
    [Theory]
    [InlineData("a.b=1,a.c=true", """{"a":{"b":1,"c":true}}""")]
    [InlineData("a[1].b=x", """{"a":[null,{"b":"x"}]}""")]
    [InlineData("a={1,x}", """{"a":[1,"x"]}""")]
    [InlineData("a=b\\,c", """{"a":"b,c"}""")]
    [InlineData("a=null,b=007,c=1.5", """{"a":null,"b":"007","c":"1.5"}""")]
    public void An_argument_sets_values(string text, string values) =>
        Assert.Equal(values, Set(ValueSource.Set, text).ToJsonString());

    [Fact]
    public void A_whole_number_is_an_int64_to_templates() => Assert.Equal(
        "int64 float64",
        ChartFiles.Print(
            "{{ typeOf .Values.a }} {{ typeOf .Values.b }}",
            ChartFiles.Input with { Values = Set(ValueSource.Json, "b=1", Set(ValueSource.Set, "a=1")) }));

    [Theory]
    [InlineData(ValueSource.Text, "a=1", """{"a":"1"}""")]
    [InlineData(ValueSource.Json, "a=[1,null],b=", """{"a":[1,null],"b":null}""")]
    [InlineData(ValueSource.Literal, "a=1,b={2}\\", """{"a":"1,b={2}\\"}""")]
    [InlineData(ValueSource.File, "a=f,b=g", """{"a":"content of f","b":"content of g"}""")]
    public void Each_kind_of_argument_reads_its_values(ValueSource source, string text, string values) =>
        Assert.Equal(JsonNode.Parse(values)!.ToJsonString(), Set(source, text).ToJsonString());

    [Theory]
    [InlineData(ValueSource.Set, "a", "failed parsing --set data: key \"a\" has no value")]
    [InlineData(ValueSource.Text, "a[x]=1", "--set-string data: error parsing index")]
    [InlineData(ValueSource.Json, "a=1,b", "--set-json data")]
    [InlineData(ValueSource.Set, "a[70000]=1", "greater than maximum supported index of 65536")]
    [InlineData(
        ValueSource.Set, "a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a=1",
        "maximum supported nested")]
    public void What_cannot_be_read_is_told_in_the_words_of_helm(ValueSource source, string text, string why) =>
        Assert.Contains(
            why, Assert.Throws<ChartException>(() => Set(source, text)).Message, StringComparison.Ordinal);

    [Fact]
    public void Files_are_laid_over_each_other()
    {
        var below = ChartValues.Read("a", ChartFiles.Bytes("a: {x: 1, z: 2}\nb: [1]\nc: {z: 1}\n"));

        var merged = ChartValues.Over(below, ChartValues.Read("b", ChartFiles.Bytes("a: {x: null}\nb: [2]\nc: 1\n")));

        Assert.Equal("""{"a":{"x":null,"z":2},"b":[2],"c":1}""", merged.ToJsonString());
    }

    [Fact]
    public void A_fault_in_a_second_document_has_the_line_of_the_file()
    {
        var fault = Assert.Throws<ChartException>(
            () => ChartValues.Read("v.yaml", ChartFiles.Bytes("a: 1\n---\nb: 2\nc: [\n")));

        Assert.Equal("v.yaml", fault.File);
        Assert.InRange(fault.Line, 4, 5);
    }

    private static JsonObject Set(ValueSource source, string text, JsonObject? values = null) =>
        ChartValues.Set(values ?? [], source, text, file => $"content of {file}");
}
