using System.Text.Json.Nodes;
using Fairway.Schema;
using Fairway.Schema.Custom;
using Xunit;

namespace Fairway.Tests.Schema.Custom;

/// <summary>What does not fit a schema, and what is said of it.</summary>
public sealed class CustomValidatorTests
{
    [Theory]
    [InlineData(
        """{"type":"integer"}""", "\"1\"",
        "Invalid value: \"string\": x in body must be of type integer: \"string\"")]
    [InlineData(
        """{"type":"integer","minimum":1}""", "0",
        "Invalid value: 0: x in body should be greater than or equal to 1")]
    [InlineData(
        """{"type":"integer","maximum":1}""", "2",
        "Invalid value: 2: x in body should be less than or equal to 1")]
    [InlineData(
        """{"type":"integer","maximum":1,"exclusiveMaximum":true}""", "1",
        "Invalid value: 1: x in body should be less than 1")]
    [InlineData(
        """{"type":"number","multipleOf":0.5}""", "0.7",
        "Invalid value: 0.7: x in body should be a multiple of 0.5")]
    [InlineData("""{"type":"integer","multipleOf":2}""", "3", "Invalid value: 3: x in body should be a multiple of 2")]
    [InlineData(
        """{"type":"string","minLength":2}""", "\"a\"",
        "Invalid value: \"a\": x in body should be at least 2 chars long")]
    [InlineData("""{"type":"string","maxLength":1}""", "\"ab\"", "Too long: may not be more than 1 bytes")]
    [InlineData("""{"type":"string","pattern":"^a$"}""", "\"b\"", "Invalid value: \"b\": x in body should match '^a$'")]
    [InlineData(
        """{"type":"string","enum":["a","b"]}""", "\"c\"",
        "Unsupported value: \"c\": supported values: \"a\", \"b\"")]
    [InlineData("""{"type":"integer","enum":[1,2]}""", "3", "Unsupported value: 3: supported values: \"1\", \"2\"")]
    [InlineData(
        """{"type":"string","format":"ipv4"}""", "\"1.2\"",
        "Invalid value: \"1.2\": x in body must be of type ipv4: \"1.2\"")]
    [InlineData(
        """{"type":"array","items":{"type":"string"},"minItems":1}""", "[]",
        "Invalid value: 0: x in body should have at least 1 items")]
    [InlineData(
        """{"type":"array","items":{"type":"string"},"maxItems":1}""", "[\"a\",\"b\"]",
        "Too many: 2: must have at most 1 items")]
    [InlineData(
        """{"type":"object","additionalProperties":{"type":"string"},"maxProperties":0}""", "{\"a\":\"b\"}",
        "Too many: 1: must have at most 0 items")]
    [InlineData(
        """{"x-kubernetes-int-or-string":true}""", "true",
        "Invalid value: \"boolean\": x in body must be of type integer,string: \"boolean\"")]
    [InlineData(
        """{"type":"object","not":{"required":["a"]}}""", "{\"a\":1}",
        "Invalid value: \"\": \"x\" must not validate the schema (not)")]
    public void A_value_that_does_not_fit_is_told(string schema, string value, string message) =>
        Assert.Equal(message, Assert.Single(Check(schema, value)).Message);

    [Theory]
    [InlineData("""{"type":"number"}""", "1")]
    [InlineData("""{"type":"integer"}""", "2.0")]
    [InlineData("""{"type":"string","nullable":true}""", "null")]
    [InlineData("""{"type":"string","pattern":"^a$"}""", "\"a\"")]
    [InlineData("""{"type":"string","format":"date-time"}""", "\"2024-01-01T00:00:00Z\"")]
    [InlineData("""{"type":"string","format":"duration"}""", "\"1h30m\"")]
    [InlineData("""{"type":"string","format":"cidr"}""", "\"10.1.2.3/8\"")]
    [InlineData("""{"type":"string","format":"unheard-of"}""", "\"x\"")]
    [InlineData("""{"x-kubernetes-int-or-string":true}""", "\"50%\"")]
    [InlineData("""{"type":"array","items":{"type":"integer"},"x-kubernetes-list-type":"atomic"}""", "[1,1]")]
    public void A_value_that_fits_is_taken(string schema, string value) => Assert.Empty(Check(schema, value));

    [Fact]
    public void What_is_demanded_is_missed() =>
        Assert.Equal(
            [("FieldValueRequired", "x.a")],
            Check("""{"type":"object","required":["a"],"properties":{"a":{"type":"string"}}}""", "{}")
                .Select(p => (p.Reason, p.Field)));

    [Theory]
    [InlineData("set", """{"type":"string"}""", """["a","a"]""", "Duplicate value: \"a\"")]
    [InlineData(
        "map", """{"type":"object","properties":{"k":{"type":"string"}}}""", """[{"k":"a"},{"k":"a"}]""",
        "Duplicate value: {\"k\":\"a\"}")]
    public void Elements_come_once(string type, string items, string list, string message)
    {
        var schema = $$$"""
            {"type":"array","x-kubernetes-list-type":"{{{type}}}","x-kubernetes-list-map-keys":["k"],
             "items":{{{items}}}}
            """;

        var problem = Assert.Single(ListChecks.Check(Held(list), Node(schema)));

        Assert.Equal(("x[1]", message), (problem.Field, problem.Message));
    }

    [Fact]
    public void An_element_of_a_keyed_list_may_stay_as_it_was()
    {
        const string Schema = """
            {"type":"array","x-kubernetes-list-type":"map","x-kubernetes-list-map-keys":["k"],
             "items":{"type":"object","properties":{"k":{"type":"string"},"v":{"type":"string","maxLength":1}}}}
            """;

        var problems = Check(Schema, """[{"k":"a","v":"long"},{"k":"b","v":"long"}]""", """[{"k":"a","v":"long"}]""");

        Assert.Equal(["x[1].v"], problems.Select(p => p.Field));
    }

    [Fact]
    public void One_schema_of_several_must_fit()
    {
        const string Schema = """{"type":"object","oneOf":[{"required":["a"]},{"required":["b"]}]}""";

        Assert.Equal(["<nil>", "x.a"], Check(Schema, "{}").Select(p => p.Field));
        Assert.Empty(Check(Schema, """{"a":1}"""));
        Assert.Single(Check(Schema, """{"a":1,"b":1}"""));
    }

    private static IReadOnlyList<SchemaProblem> Check(string schema, string value, string? old = null) =>
        CustomValidator.Check(Held(value), old is null ? null : Held(old), Node(schema));

    private static SchemaNode Node(string schema)
    {
        var kind = new JsonObject
        {
            ["type"] = "object",
            ["properties"] = new JsonObject { ["x"] = JsonNode.Parse(schema) },
        };
        return CustomSchemaReader.ReadKind(kind, "com.example.v1.W", new("example.com", "v1", "W"));
    }

    private static JsonObject Held(string value) => new() { ["x"] = JsonNode.Parse(value) };
}
