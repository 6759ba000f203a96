using System.Text;
using System.Text.Json.Nodes;
using Fairway.Schema.Documents;
using Fairway.Schema.Json;
using Fairway.Schema.Resources;
using Xunit;

namespace Fairway.Tests.Schema.Documents;

/// <summary>Documents against those that a real API server was seen to answer.</summary>
public sealed class RecordedDocumentsTests
{
    private static readonly JsonObject[] Steps =
    [
        .. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Schema", "discovery.jsonl"))
            .Select(line => JsonReader.Read(Encoding.UTF8.GetBytes(line)).Node!.AsObject())
            .Where(step => step["kind"]!.GetValue<string>() == "request"),
    ];

    private static JsonObject Recorded(string scenario, string path, int occurrence = 0) => Steps
        .Where(step => step["scenario"]!.GetValue<string>() == scenario
            && step["request"]!["path"]!.GetValue<string>() == path)
        .ElementAt(occurrence)["response"]!["body"]!.AsObject();

    private static JsonObject Ours(ApiDocument? document) => JsonReader.Read(document!.Content.Span).Node!.AsObject();

    private static ApiDocuments Documents => ApiDocuments.Of(ResourceTable.BuiltIn);

    [Theory]
    [InlineData("apps", "v1")]
    [InlineData("rbac.authorization.k8s.io", "v1")]
    [InlineData("coordination.k8s.io", "v1")]
    [InlineData("events.k8s.io", "v1")]
    public void The_resources_of_a_version_are_those_recorded(string group, string version)
    {
        var scenario = group == "events.k8s.io" ? "group-resources-more" : "group-resources";
        var recorded = Recorded(scenario, $"/apis/{group}/{version}");
        foreach (var resource in recorded["resources"]!.AsArray())
        {
            resource!.AsObject().Remove("storageVersionHash");
        }

        AssertSame(recorded, Ours(Documents.Resources(new GroupVersion(group, version))));
    }

    [Theory]
    [InlineData("apps")]
    [InlineData("rbac.authorization.k8s.io")]
    [InlineData("coordination.k8s.io")]
    [InlineData("events.k8s.io")]
    public void A_group_is_as_recorded_alone_and_in_the_list(string group)
    {
        var recorded = Recorded("versions-and-groups", $"/apis/{group}");
        AssertSame(recorded, Ours(Documents.Group(group)));

        var inList = Named(Ours(Documents.GroupList()), group);
        AssertSame(Named(Recorded("versions-and-groups", "/apis"), group), inList);
    }

    private static JsonNode Named(JsonObject list, string group) =>
        list["groups"]!.AsArray().Single(g => g!["name"]!.GetValue<string>() == group)!;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void The_schemas_of_apps_are_those_recorded(int occurrence) => AssertHolds(
        Recorded("openapi", "/openapi/v3/apis/apps/v1", occurrence),
        Ours(Documents.OpenApi(new GroupVersion("apps", "v1"))));

    [Fact]
    public void The_paths_of_apps_are_those_recorded() => AssertHolds(
        Recorded("openapi", "/openapi/v3/apis/apps/v1", 2),
        Ours(Documents.OpenApi(new GroupVersion("apps", "v1"))));

    [Fact]
    public void The_schemas_of_core_are_those_recorded() => AssertHolds(
        Recorded("openapi", "/openapi/v3/api/v1"),
        Ours(Documents.OpenApi(new GroupVersion("", "v1"))));

    [Fact]
    public void The_schemas_of_version_2_are_those_recorded() =>
        AssertHolds(Recorded("openapi", "/openapi/v2"), Ours(Documents.OpenApiV2()));

    private static void AssertSame(JsonNode expected, JsonNode actual) =>
        Assert.Equal(Sorted(expected)!.ToJsonString(), Sorted(actual)!.ToJsonString());

    /// <summary>
    /// All that was recorded is there and the same. The models lack the sentences that list the values of an
    /// enumeration, and the descriptions of what is no object.
    /// </summary>
    private static void AssertHolds(JsonNode? expected, JsonNode? actual, string path = "")
    {
        switch (expected)
        {
            case JsonObject map:
                Assert.True(actual is JsonObject, path);
                foreach (var (key, value) in map)
                {
                    if (key == "description" && value is JsonValue text)
                    {
                        AssertDescription(text.GetValue<string>(), actual[key]?.GetValue<string>() ?? "", path);
                    }
                    else
                    {
                        AssertHolds(value, actual[key], $"{path}/{key}");
                    }
                }

                break;
            default:
                Assert.True(JsonNode.DeepEquals(Sorted(expected), Sorted(actual)), $"{path}: {expected} is {actual}");
                break;
        }
    }

    private static void AssertDescription(string expected, string actual, string path)
    {
        if (!path.EndsWith("IntOrString", StringComparison.Ordinal)
            && !path.EndsWith("Quantity", StringComparison.Ordinal))
        {
            Assert.Equal(expected.Split("\n\nPossible enum values:")[0], actual);
        }
    }

    private static JsonNode? Sorted(JsonNode? value) => value switch
    {
        JsonObject map => new JsonObject(map.OrderBy(pair => pair.Key, StringComparer.Ordinal)
            .Select(pair => KeyValuePair.Create(pair.Key, Sorted(pair.Value)))),
        JsonArray list => new JsonArray([.. list.Select(Sorted)]),
        _ => value?.DeepClone(),
    };
}
