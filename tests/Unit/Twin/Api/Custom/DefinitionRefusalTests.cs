using System.Text.Json.Nodes;
using Xunit;

namespace Fairway.Tests.Twin.Api.Custom;

/// <summary>Definitions that are no definitions, and changes that cannot be made.</summary>
public sealed class DefinitionRefusalTests
{
    [Theory]
    [InlineData(
        """{"type":"object","properties":{"spec":{}}}""",
        "spec.validation.openAPIV3Schema.properties[spec].type: Required value: must not be empty for specified object "
        + "fields")]
    [InlineData(
        """{"type":"object","properties":{"spec":{"type":"array"}}}""",
        "spec.validation.openAPIV3Schema.properties[spec].items: Required value: must be specified")]
    [InlineData(
        """{"type":"object","properties":{"spec":{"type":"object","$ref":"#/x"}}}""",
        "spec.validation.openAPIV3Schema.properties[spec].$ref: Forbidden: $ref is not supported")]
    [InlineData(
        """{"type":"string"}""",
        "spec.validation.openAPIV3Schema.type: Invalid value: \"string\": must be object at the root")]
    [InlineData(
        """{"type":"object","properties":{"l":{"type":"array","x-kubernetes-list-type":"map","""
        + "\"x-kubernetes-list-map-keys\":[\"k\"],"
        + "\"items\":{\"type\":\"object\",\"properties\":{\"k\":{\"type\":\"string\"}}}}}}",
        "spec.validation.openAPIV3Schema.properties[l].items.properties[k].default: Required value: this property is "
        + "in x-kubernetes-list-map-keys, so it must have a default or be a required property")]
    [InlineData(
        """{"type":"object","properties":{"n":{"type":"integer","default":"x"}}}""",
        "spec.validation.openAPIV3Schema.properties[n].default: Invalid value: \"string\":  in body must be of type "
        + "integer: \"string\"")]
    [InlineData(
        """{"type":"object","properties":{"n":{"type":"string","pattern":"("}}}""",
        "spec.validation.openAPIV3Schema.properties[n].pattern: Invalid value: \"(\": must be a valid regular "
        + "expression")]
    public async Task A_schema_that_is_not_structural_is_refused(string schema, string problem)
    {
        await using var client = new TwinClient();
        var definition = WidgetClient.Definition(schema);
        definition["spec"]!["versions"]![0]!.AsObject().Remove("subresources");

        var refusal = await client.RefusedAsync(422, "POST", WidgetClient.Definitions, definition.ToJsonString());

        Assert.Contains(problem, refusal["message"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Scope_group_and_kind_stay()
    {
        await using var client = await WidgetClient.OpenAsync();

        var refusal = await client.RefusedAsync(
            422,
            "PATCH",
            $"{WidgetClient.Definitions}/widgets.example.com",
            """{"spec":{"scope":"Cluster","names":{"kind":"Thing"}}}""",
            "application/merge-patch+json");

        var fields = refusal["details"]!["causes"]!.AsArray().Select(c => (string)c!["field"]!);
        Assert.Equal(["spec.scope", "spec.names.kind"], fields);
    }

    [Fact]
    public async Task A_definition_in_a_group_of_the_API_itself_is_never_served()
    {
        await using var client = new TwinClient();
        var definition = WidgetClient.Definition();
        definition["metadata"]!["name"] = "widgets.rbac.authorization.k8s.io";
        definition["metadata"]!["annotations"] =
            new JsonObject { ["api-approved.kubernetes.io"] = "unapproved, for a test" };
        definition["spec"]!["group"] = "rbac.authorization.k8s.io";
        await client.OkAsync("POST", WidgetClient.Definitions, definition.ToJsonString());

        var stored = await client.OkAsync("GET", $"{WidgetClient.Definitions}/widgets.rbac.authorization.k8s.io");

        Assert.Equal("PluralConflict", (string)stored["status"]!["conditions"]![0]!["reason"]!);
        await client.RefusedAsync(404, "GET", "/apis/rbac.authorization.k8s.io/v1/widgets");
    }
}
