using System.Text;
using System.Text.Json.Nodes;
using Fairway.Kube;
using Fairway.Schema.Resources;
using Fairway.Twin.Api.Errors;
using Fairway.Twin.Api.Objects;
using Fairway.Twin.Api.Requests;
using Fairway.Twin.Api.Tables;

namespace Fairway.Twin.Api.Verbs;

/// <summary>
/// Shows lists. A list as plain JSON points at the stored bytes: it copies nothing but its own frame. Items carry
/// neither kind nor apiVersion, as the reference server's do not.
/// </summary>
internal static class ListAnswers
{
    private static readonly byte[] FirstItem = "{"u8.ToArray();
    private static readonly byte[] NextItem = ",{"u8.ToArray();
    private static readonly byte[] End = "]}"u8.ToArray();

    public static KubeResponse Of(ResourceCall call, ListPage page) => call.Representation.Shape switch
    {
        Shape.Object when call.Representation.Format != BodyFormat.Json
            || EventVersions.IsStoredOtherwise(call.Resource) => Tree(call, page),
        Shape.Object => Bytes(call, page),
        Shape.Table =>
            Answers.Json(call, 200, new TableWriter(call.Time).Table(call, Peeked(call, page), page.Metadata())),
        Shape.MetadataList => Answers.Json(call, 200, Metadata(call, page)),
        _ => throw new ApiFailure(
            406,
            "NotAcceptable",
            $"you requested PartialObjectMetadata, but the requested object is a list "
            + $"(*core.{call.Resource.Kind}List)"),
    };

    /// <summary>The list as a tree.</summary>
    public static KubeResponse Tree(ResourceCall call, ListPage page) => Answers.Json(call, 200, new JsonObject
    {
        ["kind"] = $"{call.Resource.Kind}List",
        ["apiVersion"] = call.Resource.ApiVersion,
        ["metadata"] = page.Metadata(),
        ["items"] = new JsonArray([.. Trees(call, page).Select(Bare)]),
    });

    private static KubeResponse Bytes(ResourceCall call, ListPage page)
    {
        var body = new Pieces();
        body.Add(Head(call.Resource, page));
        var skip = ObjectWriter.Prefix(call.Resource).Length;
        var separator = FirstItem;
        foreach (var item in page.Items)
        {
            body.Add(separator);
            body.Add(item.Json.Memory[skip..]);
            separator = NextItem;
        }

        body.Add(End);
        return new KubeResponse
            { Status = 200, ContentType = MediaTypes.Json, Body = body.ToSequence(), Warnings = call.Warnings };
    }

    private static byte[] Head(ResourceType resource, ListPage page) => Encoding.UTF8.GetBytes(
        $"{{\"kind\":\"{resource.Kind}List\",\"apiVersion\":\"{resource.ApiVersion}\","
        + $"\"metadata\":{page.Metadata().ToJsonString()},\"items\":[");

    private static JsonObject Metadata(ResourceCall call, ListPage page)
    {
        var version = call.Representation.MetaVersion;
        return new JsonObject
        {
            ["kind"] = "PartialObjectMetadataList",
            ["apiVersion"] = $"meta.k8s.io/{version}",
            ["metadata"] = page.Metadata(),
            ["items"] = new JsonArray([.. Peeked(call, page).Select(o => (JsonNode)PartialMetadata.Of(o, version))]),
        };
    }

    private static IEnumerable<JsonObject> Trees(ResourceCall call, ListPage page) =>
        page.Items.Select(item => StoredTree.Read(item, call.Resource));

    private static IEnumerable<JsonObject> Peeked(ResourceCall call, ListPage page) =>
        page.Items.Select(item => StoredTree.Peek(item, call.Resource));

    private static JsonNode Bare(JsonObject item)
    {
        item.Remove("kind");
        item.Remove("apiVersion");
        return item;
    }
}
