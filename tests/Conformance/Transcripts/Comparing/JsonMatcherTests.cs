using System.Text.Json.Nodes;
using Xunit;

namespace Fairway.Conformance.Transcripts.Comparing;

public sealed class JsonMatcherTests
{
    private readonly Bindings bindings = new();

    [Fact]
    public void A_placeholder_is_the_same_value_everywhere()
    {
        Assert.Empty(Match("""["<uid:1>"]""", """["00000000-0000-4000-8000-000000000001"]"""));
        Assert.Single(Match("""["<uid:1>"]""", """["00000000-0000-4000-8000-000000000002"]"""));
    }

    [Fact]
    public void Two_placeholders_of_resource_versions_are_two_values()
    {
        Assert.Single(Match("""["<rv:1>", "<rv:2>"]""", """["7", "7"]"""));
        Assert.Empty(Match("""["<listrv:1>", "<listrv:2>"]""", """["7", "7"]"""));
    }

    [Fact]
    public void A_list_is_ordered_unless_it_is_a_set()
    {
        Assert.Equal(2, Match("""{"a": [1, 2]}""", """{"a": [2, 1]}""").Count);
        Assert.Empty(Match("""{"a": [1, 2]}""", """{"a": [2, 1]}""", "a"));
        Assert.Empty(Match("""{"conditions": [1, 2]}""", """{"conditions": [2, 1]}"""));
    }

    [Fact]
    public void A_set_finds_the_pairs_that_let_every_element_have_one()
    {
        const string recorded =
            """{"items": [{"n": "web-<suffix:1>"}, {"n": "web-<suffix:2>", "of": "web-<suffix:2>"}]}""";

        Assert.Empty(Match(recorded, """{"items": [{"n": "web-b", "of": "web-b"}, {"n": "web-a"}]}"""));
        Assert.NotEmpty(Match(recorded, """{"items": [{"n": "web-b", "of": "web-a"}, {"n": "web-a"}]}"""));
        Assert.NotEmpty(Match(recorded, """{"items": [{"n": "web-b", "of": "web-b"}]}"""));
    }

    [Fact]
    public void The_parts_of_a_message_of_several_causes_come_in_any_order()
    {
        const string recorded = """{"message": "X is invalid: [a: Required, b: <uid:1>, c]"}""";
        const string received =
            """{"message": "X is invalid: [b: 00000000-0000-4000-8000-000000000001, c, a: Required]"}""";

        Assert.Single(Match(recorded, received));
        Assert.Empty(Match(recorded, received, "causes"));
        Assert.Single(Match(recorded, """{"message": "X is invalid: [c, a: Required]"}""", "causes"));
    }

    [Fact]
    public void A_node_port_is_a_number()
    {
        Assert.Empty(Match("""{"nodePort": "<port:1>"}""", """{"nodePort": 30001}"""));
        Assert.Single(Match("""{"nodePort": "<port:1>"}""", """{"nodePort": 30002}"""));
    }

    [Fact]
    public void Numbers_are_compared_by_value_and_kinds_are_not_mixed()
    {
        Assert.Empty(Match("[1, 100]", "[1.0, 1e2]"));
        Assert.Equal(2, Match("""[1, true]""", """["1", "true"]""").Count);
    }

    [Fact]
    public void A_key_may_hold_a_placeholder()
    {
        Assert.Empty(
            Match(
                """{"k:{\"uid\":\"<uid:1>\"}": 1}""",
                """{"k:{\"uid\":\"00000000-0000-4000-8000-000000000001\"}": 1}"""
            )
        );
        Assert.Equal("00000000-0000-4000-8000-000000000001", bindings.Value("uid:1"));
    }

    [Fact]
    public void A_missing_field_and_null_are_not_the_same()
    {
        var difference = Assert.Single(Match("""{"a": null}""", "{}"));
        Assert.Equal(("/a", "null", Difference.Absent), (difference.Path, difference.Expected, difference.Actual));
    }

    private List<Difference> Match(string recorded, string received, params string[] unordered) =>
        new JsonMatcher(bindings, unordered.ToHashSet()).Match(JsonNode.Parse(recorded), JsonNode.Parse(received));
}
