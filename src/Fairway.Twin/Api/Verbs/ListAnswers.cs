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
/// Shows lists. A list as plain JSON points at the stored bytes: it copies nothing but its own frame. Items of built-in
/// kinds carry neither kind nor apiVersion, as the reference server's do not; those of custom resources carry both.
/// </summary>
internal static class ListAnswers
{
    private static readonly byte[] FirstItem = "{"u8.ToArray();
    private static readonly byte[] NextItem = ",{"u8.ToArray();
    private static readonly byte[] End = "]}"u8.ToArray();

    public static KubeResponse Of(ResourceCall call, ListPage page) => call.Representation.Shape switch
    {
        Shape.Object when call.Representation.Format != BodyFormat.Json
            || page.Items.Any(item => !StoredTree.IsAsShown(item, call.Resource)) => Tree(call, page),
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
        ["kind"] = KindOf(call.Resource),
        ["apiVersion"] = call.Resource.ApiVersion,
        ["metadata"] = Metadata(call.Resource, page),
        ["items"] = new JsonArray(
            [.. Trees(call, page).Select(tree => call.Resource.Custom is null ? Bare(tree) : tree)]),
    });

    private static string KindOf(ResourceType resource) => resource.Custom?.ListKind ?? $"{resource.Kind}List";

    /// <summary>
    /// metadata of the list; of custom resources the reference server says that nothing is left, too.
    /// </summary>
    private static JsonObject Metadata(ResourceType resource, ListPage page)
    {
        var metadata = page.Metadata();
        if (resource.Custom is not null && page.Continue is null)
        {
            metadata["continue"] = "";
        }

        return metadata;
    }

    private static KubeResponse Bytes(ResourceCall call, ListPage page)
    {
        var body = new Pieces();
        body.Add(Head(call.Resource, page));
        var skip = call.Resource.Custom is not null ? 1 : ObjectWriter.Prefix(call.Resource).Length;
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
        $"{{\"kind\":\"{KindOf(resource)}\",\"apiVersion\":\"{resource.ApiVersion}\","
        + $"\"metadata\":{Metadata(resource, page).ToJsonString()},\"items\":[");

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
