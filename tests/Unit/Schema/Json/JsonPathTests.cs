using System.Text.Json.Nodes;
using Fairway.Schema.Json;
using Xunit;

namespace Fairway.Tests.Schema.Json;

public sealed class JsonPathTests
{
    private static readonly JsonNode Object = JsonNode.Parse("""
        {"metadata":{"labels":{"fairway.dev/stage":"canary","a[b":"c"}},
         "spec":{"replicas":3,"list":["a","b"]},
         "status":{"conditions":[{"type":"Ready","status":"True"},{"type":"Failed","status":"False"}]}}
        """)!;

    [Theory]
    [InlineData(".metadata.labels.fairway\\.dev/stage", "canary")]
    [InlineData(".metadata.labels['fairway.dev/stage']", "canary")]
    [InlineData(".metadata.labels.a\\[b", "c")]
    [InlineData(".status.conditions[?(@.type==\"Ready\")].status", "True")]
    [InlineData(".status.conditions[1].status", "False")]
    [InlineData(".status.conditions[*].type", "Ready Failed")]
    [InlineData(".status.conditions[?(@.type!='Ready')].status", "False")]
    [InlineData(".status.nothing", "")]
    [InlineData(".spec.replicas", "3")]
    [InlineData(".spec.list[-1]", "b")]
    [InlineData(".spec.list[*]", "a b")]
    public void A_path_finds_what_it_names(string path, string found)
    {
        Assert.Equal(found, string.Join(' ', JsonPath.Parse(path)!.Select(Object)));
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("status")]
    [InlineData("..status")]
    [InlineData(".status[")]
    [InlineData(".status[?(@.type)]")]
    public void What_is_no_path_is_not_read(string path)
    {
        Assert.Null(JsonPath.Parse(path));
    }

    [Fact]
    public void Names_are_known_where_there_are_only_names()
    {
        Assert.Equal(["spec", "replicas"], JsonPath.Parse(".spec.replicas")!.Fields);
        Assert.Null(JsonPath.Parse(".spec.list[0]")!.Fields);
    }

    [Fact]
    public void A_path_may_end_in_the_middle_of_an_escape()
    {
        Assert.NotNull(JsonPath.Parse(".a\\"));
    }
}
