using Fairway.Conformance.Hosts;
using Xunit;

namespace Fairway.Conformance.Upstream;

/// <summary>What test/e2e/apimachinery/field_validation.go asserts.</summary>
public sealed class FieldValidationTests(FleetFixture fleet)
{
    private const string Apply = "application/apply-patch+yaml";
    private const string Known =
        """{"type":"object","properties":{"foo":{"type":"string"},"bar":{"type":"string"} } }""";

    private const string Schema = $$"""
        {"type":"object","properties":{"spec":{{Known}},"template":{"type":"object",
         "x-kubernetes-embedded-resource":true,"x-kubernetes-preserve-unknown-fields":true} } }
        """;

    private const string Preserving =
        """{"type":"object","properties":{"spec":{"type":"object","x-kubernetes-preserve-unknown-fields":true}}}""";

    /// <summary>FieldValidation should detect unknown and duplicate fields of a typed object</summary>
    /// <summary>FieldValidation should detect unknown metadata fields of a typed object</summary>
    [Theory]
    [InlineData("\"metadata\":{\"name\":\"d\"}", "\"unknown1\":\"v\",\"paused\":true,\"paused\":true",
        "unknown field \"spec.unknown1\", duplicate field \"spec.paused\"")]
    [InlineData("\"metadata\":{\"name\":\"d\",\"unknownMeta\":\"foo\"}", "\"paused\":true",
        "unknown field \"metadata.unknownMeta\"")]
    public async Task A_typed_object_is_read_strictly_or_with_a_warning(string metadata, string more, string problem)
    {
        using var cluster = await UpstreamCluster.OfAsync(fleet);
        var path = $"/apis/apps/v1/namespaces/{cluster.Namespace}/deployments";
        var body = $$$"""
            {"apiVersion":"apps/v1","kind":"Deployment",{{{metadata}}},"spec":{ {{{more}}},
             "selector":{"matchLabels":{"a":"b"}},"template":{"metadata":{"labels":{"a":"b"}},
             "spec":{"containers":[{"name":"n","image":"registry.example/n:1"}]} } } }
            """;

        var strict = await cluster.SendAsync("POST", $"{path}?fieldValidation=Strict", body);
        var warned = await cluster.SendAsync("POST", path, body);

        Assert.Equal(400, strict.Status);
        foreach (var part in problem.Split(", "))
        {
            Assert.Contains(part, (string?)strict.Json["message"], StringComparison.Ordinal);
            Assert.Contains(warned.Warnings, w => w.Contains(part.Replace("\"", "\\\""), StringComparison.Ordinal));
        }

        Assert.Equal(201, warned.Status);
    }

    /// <summary>FieldValidation should create/apply a valid CR for CRD with validation schema</summary>
    /// <summary>FieldValidation should create/apply an invalid CR with extra properties for CRD with validation
    /// schema</summary>
    /// <summary>FieldValidation should detect unknown metadata fields in both the root and embedded object of a
    /// CR</summary>
    [Theory]
    [InlineData("\"metadata\":{\"name\":\"x\"},\"spec\":{\"foo\":\"f\"}", "")]
    [InlineData("\"metadata\":{\"name\":\"x\"},\"spec\":{\"extraProperty\":\"e\"}", "spec.extraProperty")]
    [InlineData("\"metadata\":{\"name\":\"x\",\"unknownMeta\":\"u\"}", "metadata.unknownMeta")]
    [InlineData("\"metadata\":{\"name\":\"x\"},\"template\":{\"apiVersion\":\"foo/v1\",\"kind\":\"Sub\","
        + "\"metadata\":{\"name\":\"s\",\"unknownSubMeta\":\"u\"}}", "template.metadata.unknownSubMeta")]
    public async Task A_custom_resource_is_created_and_applied_strictly(string content, string unknown)
    {
        using var cluster = await UpstreamCluster.OfAsync(fleet);
        var (path, head) = await DefineAsync(cluster, Schema);
        var body = $$"""{ {{head}},{{content}} }""";

        var created = await cluster.SendAsync("POST", $"{path}?fieldValidation=Strict", body);
        var applied = await cluster.SendAsync(
            "PATCH", $"{path}/x?fieldManager=m&force=true&fieldValidation=Strict", body, Apply);

        Assert.Equal(unknown.Length == 0 ? 201 : 400, created.Status);
        if (unknown.Length == 0)
        {
            Assert.Equal(200, applied.Status);
            return;
        }

        Assert.Contains($"unknown field \"{unknown}\"", (string?)created.Json["message"], StringComparison.Ordinal);
        Assert.InRange(applied.Status, 400, 500);
        Assert.Contains(
            unknown[(unknown.LastIndexOf('.') + 1)..], (string?)applied.Json["message"], StringComparison.Ordinal);
    }

    /// <summary>FieldValidation should create/apply a CR with unknown fields for CRD with no validation
    /// schema</summary>
    [Fact]
    public async Task What_is_preserved_may_have_any_field()
    {
        using var cluster = await UpstreamCluster.OfAsync(fleet);
        var (path, head) = await DefineAsync(
            cluster, """{"type":"object","x-kubernetes-preserve-unknown-fields":true}""");
        var body = $$$"""{ {{{head}}},"metadata":{"name":"x"},"spec":{"any":{"thing":1} } }""";

        await cluster.OkAsync("POST", $"{path}?fieldValidation=Strict", body);
        await cluster.OkAsync(
            "PATCH", $"{path}/x?fieldManager=m&force=true&fieldValidation=Strict", body, Apply);
    }

    /// <summary>FieldValidation should detect duplicates in a CR when preserving unknown fields</summary>
    [Fact]
    public async Task Duplicates_are_found_even_where_any_field_is_preserved()
    {
        using var cluster = await UpstreamCluster.OfAsync(fleet);
        var (path, head) = await DefineAsync(cluster, Preserving);

        var refused = await cluster.SendAsync(
            "POST",
            $"{path}?fieldValidation=Strict",
            $$$"""{ {{{head}}},"metadata":{"name":"x"},"spec":{"unknown":"a","unknown":"b"} }""");

        Assert.Equal(400, refused.Status);
        Assert.Contains(
            "duplicate field \"spec.unknown\"", (string?)refused.Json["message"], StringComparison.Ordinal);
    }

    private static async Task<(string Path, string Head)> DefineAsync(UpstreamCluster cluster, string schema)
    {
        var group = $"{cluster.Namespace}.example.com";
        await cluster.OkAsync("POST", UpstreamCluster.Definitions, Samples.Definition(group, "foos", "Foo", schema));
        return (
            $"/apis/{group}/v1/namespaces/{cluster.Namespace}/foos",
            $"\"apiVersion\":\"{group}/v1\",\"kind\":\"Foo\"");
    }
}
