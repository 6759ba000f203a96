using System.Text.Json.Nodes;
using Xunit;

namespace Fairway.Tests.Twin.Api.Custom;

/// <summary>Rules in CEL that the schema of a custom resource declares, at work.</summary>
public sealed class CustomRuleTests
{
    private const string One = $"{WidgetClient.Widgets}/one";

    private const string Rules = """
        {"type":"object","x-kubernetes-validations":[{"rule":"self.metadata.name != 'forbidden'"}],"properties":{
          "spec":{"type":"object",
            "x-kubernetes-validations":[
              {"rule":"self.min <= self.max","message":" min is too large ","fieldPath":".min"},
              {"rule":"self.max < 100","reason":"FieldValueForbidden","messageExpression":"'too much for ' + self.who"},
              {"rule":"!has(self.text) || self.text != self.other"}],
            "properties":{
              "min":{"type":"integer","default":0},
              "max":{"type":"integer","default":1},
              "who":{"type":"string","maxLength":9,"default":"one"},
              "text":{"type":"string"},
              "other":{"type":"string"},
              "once":{"type":"string","x-kubernetes-validations":[{"rule":"self == oldSelf","message":"stays"}]},
              "made":{"type":"string","x-kubernetes-validations":[
                {"rule":"oldSelf.hasValue() || self == 'first'","optionalOldSelf":true}]},
              "size":{"type":"integer","x-kubernetes-validations":[{"rule":"self < 10"}]},
              "times":{"type":"object","additionalProperties":{"type":"string","format":"date-time",
                "x-kubernetes-validations":[{"rule":"self > timestamp('2020-01-01T00:00:00Z')"}]}},
              "list":{"type":"array","x-kubernetes-list-type":"map","x-kubernetes-list-map-keys":["k"],"maxItems":9,
                "items":{"type":"object","required":["k"],"properties":{"k":{"type":"string"},
                  "v":{"type":"integer","x-kubernetes-validations":[
                    {"rule":"self >= oldSelf","message":"grows"},{"rule":"self < 5","message":"small"}]}}}}}},
          "status":{"type":"object","properties":{"phase":{"type":"string",
            "x-kubernetes-validations":[{"rule":"self != 'bad'"}]}}}}}
        """;

    [Theory]
    [InlineData("""{"min":2}""", "spec.min: Invalid value: min is too large")]
    [InlineData("""{"max":100}""", "spec: Forbidden: too much for one")]
    [InlineData(
        """{"text":"x"}""",
        "spec: Invalid value: \"object\": no such key: other evaluating rule: "
        + "!has(self.text) || self.text != self.other")]
    [InlineData("""{"size":12}""", "spec.size: Invalid value: 12: failed rule: self < 10")]
    [InlineData(
        """{"times":{"a":"2019-01-01T00:00:00Z"}}""",
        "spec.times[a]: Invalid value: \"2019-01-01T00:00:00Z\": "
        + "failed rule: self > timestamp('2020-01-01T00:00:00Z')")]
    [InlineData("""{"list":[{"k":"a","v":7}]}""", "spec.list[0].v: Invalid value: 7: small")]
    [InlineData(
        """{"made":"x"}""",
        "spec.made: Invalid value: \"x\": failed rule: oldSelf.hasValue() || self == 'first'")]
    [InlineData(
        """{"min":"x"}""",
        "[spec.min: Invalid value: \"string\": spec.min in body must be of type integer: \"string\", <nil>: Invalid "
        + "value: null: some validation rules were not checked because the object was invalid; correct the existing "
        + "errors to complete validation]")]
    public async Task What_breaks_a_rule_is_refused(string spec, string problem)
    {
        await using var client = await OpenAsync();

        var refusal = await client.RefusedAsync(
            422, "POST", WidgetClient.Widgets, WidgetClient.Widget("one", spec));

        Assert.Equal($"Widget.example.com \"one\" is invalid: {problem}", (string)refusal["message"]!);
    }

    [Fact]
    public async Task The_whole_object_has_rules_too()
    {
        await using var client = await OpenAsync();

        var refusal = await client.RefusedAsync(
            422, "POST", WidgetClient.Widgets, WidgetClient.Widget("forbidden"));

        Assert.Equal(
            "Widget.example.com \"forbidden\" is invalid: <nil>: Invalid value: failed rule: self.metadata.name != "
            + "'forbidden'",
            (string)refusal["message"]!);
    }

    [Theory]
    [InlineData("""{"once":"a"}""", """{"once":"b"}""", "spec.once: Invalid value: \"b\": stays")]
    [InlineData("""{"once":"a"}""", """{"once":null}""", null)]
    [InlineData("""{}""", """{"once":"b"}""", null)]
    [InlineData("""{"made":"first"}""", """{"made":"second"}""", null)]
    [InlineData(
        """{"list":[{"k":"a","v":1},{"k":"b","v":3}]}""", """{"list":[{"k":"b","v":2},{"k":"a","v":1}]}""",
        "spec.list[0].v: Invalid value: 2: grows")]
    [InlineData("""{"list":[{"k":"a","v":4}]}""", """{"list":[{"k":"b","v":1}]}""", null)]
    public async Task Transitions_are_judged_by_what_was_there(string before, string change, string? problem)
    {
        await using var client = await OpenAsync();
        await client.OkAsync("POST", WidgetClient.Widgets, WidgetClient.Widget("one", before));

        var answer = await client.SendAsync(
            "PATCH", One, $$"""{"spec":{{change}}}""", "application/merge-patch+json");

        Assert.Equal(
            problem is null ? null : $"Widget.example.com \"one\" is invalid: {problem}",
            answer.IsSuccess ? null : (string)TwinClient.Body(answer)["message"]!);
    }

    [Fact]
    public async Task What_broke_a_rule_before_may_stay_until_it_is_touched()
    {
        await using var client = await OpenAsync(Rules.Replace("self < 10", "self < 99", StringComparison.Ordinal));
        await client.OkAsync("POST", WidgetClient.Widgets, WidgetClient.Widget("one", """{"size":12}"""));
        await client.OkAsync(
            "PATCH",
            $"{WidgetClient.Definitions}/widgets.example.com",
            new JsonObject { ["spec"] = WidgetClient.Definition(Rules)["spec"]!.DeepClone() }.ToJsonString(),
            "application/merge-patch+json");

        var answer = await client.SendAsync(
            "PATCH", One, """{"spec":{"text":"a","other":"b"}}""", "application/merge-patch+json");
        Assert.Equal(["spec.size: Invalid value: 12: failed rule: self < 10"], answer.Warnings);
        await client.RefusedAsync(422, "PATCH", One, """{"spec":{"size":13}}""", "application/merge-patch+json");
    }

    [Fact]
    public async Task The_status_is_judged_when_it_is_written()
    {
        await using var client = await OpenAsync();
        await client.OkAsync("POST", WidgetClient.Widgets, WidgetClient.Widget("one"));

        var refusal = await client.RefusedAsync(
            422, "PATCH", $"{One}/status", """{"status":{"phase":"bad"}}""", "application/merge-patch+json");

        Assert.EndsWith(
            "status.phase: Invalid value: \"bad\": failed rule: self != 'bad'",
            (string)refusal["message"]!,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rules_that_cost_too_much_in_one_object_end()
    {
        const string Schema = """
            {"type":"object","properties":{"spec":{"type":"object","properties":{"l":{"type":"array","maxItems":900,
              "items":{"type":"string","maxLength":4,"x-kubernetes-validations":[RULES]}}}}}}
            """;
        const string Rule = """
            {"rule":"[1,2,3,4,5,6,7,8,9].all(a, [1,2,3,4,5,6,7,8,9].all(b, [1,2,3,4,5,6,7,8,9].all(c, a + b + c > 0)))"}
            """;
        var rules = string.Join(',', Enumerable.Repeat(Rule, 3));
        await using var client = await OpenAsync(Schema.Replace("RULES", rules, StringComparison.Ordinal));
        var many = new JsonArray([.. Enumerable.Range(0, 900).Select(_ => (JsonNode)"a")]);

        var refusal = await client.RefusedAsync(
            422, "POST", WidgetClient.Widgets, WidgetClient.Widget("one", $"{{\"l\":{many.ToJsonString()}}}"));

        Assert.EndsWith(
            "Invalid value: \"string\": "
            + "validation failed due to running out of cost budget, no further validation rules "
            + "will be run",
            (string)refusal["message"]!,
            StringComparison.Ordinal);
    }

    private static async Task<TwinClient> OpenAsync(string schema = Rules)
    {
        var client = new TwinClient();
        await client.NamespaceAsync("a");
        var definition = WidgetClient.Definition(schema);
        definition["spec"]!["versions"]![0]!["subresources"]!.AsObject().Remove("scale");
        await client.OkAsync("POST", WidgetClient.Definitions, definition.ToJsonString());
        return client;
    }
}
