using System.Text.Json.Nodes;
using Xunit;

namespace Fairway.Conformance.Transcripts.Comparing;

public sealed class BodyShapeTests
{
    private const string Body = """
        {"items": [{"metadata": {"name": "a", "labels": {"x": "1"}}, "spec": 1}, 
                   {"metadata": {"name": "b"}, "spec": 2}],
         "rows": [{"cells": [1, 2, 3]}], "kind": "List", "paths": {"a/b": {"deep": 1}}}
        """;

    [Theory]
    [InlineData("/items/*/spec", """{"items": [{"spec": 1}, {"spec": 2}]}""")]
    [InlineData("/items[metadata.name=b]", """{"items": [{"metadata": {"name": "b"}, "spec": 2}]}""")]
    [InlineData("/items[metadata.name=a]/metadata/labels", """{"items": [{"metadata": {"labels": {"x": "1"}}}]}""")]
    [InlineData("/rows/*/cells/1", """{"rows": [{"cells": [null, 2]}]}""")]
    [InlineData("/paths/a~1b/nothing", """{"paths": {"a/b": {}}}""")]
    [InlineData("/nothing", "{}")]
    public void Keep_takes_what_it_selects_and_the_structure_around_it(string path, string kept) =>
        AssertShape(new Comparison([path], [], new HashSet<string>(), true), Body, kept);

    [Theory]
    [InlineData("/items/*/metadata", """{"items": [{"spec": 1}]}""")]
    [InlineData("/items/0", """{"items": [null]}""")]
    [InlineData("/items[spec=1]/spec", """{"items": [{"metadata": {"name": "a"}}]}""")]
    [InlineData("/nothing/at/all", """{"items": [{"metadata": {"name": "a"}, "spec": 1}]}""")]
    public void Drop_removes_fields_and_blanks_elements(string path, string left) =>
        AssertShape(
            new Comparison(null, [path], new HashSet<string>(), true),
            """{"items": [{"metadata": {"name": "a"}, "spec": 1}]}""",
            left
        );

    [Fact]
    public void Only_the_transcripts_own_managers_are_compared() =>
        AssertShape(
            Comparison.Plain,
            """
            {"a": {"managedFields": [{"manager": "other"}, {"manager": "mine"}]},
             "b": {"managedFields": [{"manager": "other"}]}}
            """,
            """{"a": {"managedFields": [{"manager": "mine"}]}, "b": {}}"""
        );

    [Fact]
    public void What_the_recorded_servers_vendor_added_is_removed() =>
        AssertShape(
            Comparison.Plain,
            """
            {"sources": [{"configMap": {"name": "openshift-service-ca.crt"}}, {"secret": {}}],
             "storageVersionHash": "x"}
            """,
            """{"sources": [{"secret": {}}]}"""
        );

    [Fact]
    public void Where_pods_differ_is_not_compared_but_by_how_many_lines() =>
        AssertShape(
            Comparison.Plain,
            """{"message": "why\n@@ -97,7 +97,9 @@\n-a\n"}""",
            """{"message": "why\n@@ -N,7 +N,9 @@\n-a\n"}"""
        );

    private static void AssertShape(Comparison comparison, string body, string expected)
    {
        var shaped = new BodyShape(comparison, new HashSet<string> { "mine" }, new Bindings()).OfReceived(
            JsonNode.Parse(body)
        );
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), shaped), shaped?.ToJsonString());
    }
}
