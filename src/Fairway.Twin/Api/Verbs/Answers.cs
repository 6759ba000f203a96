using System.Globalization;
using System.Text.Json.Nodes;
using Fairway.Kube;
using Fairway.Twin.Api.Errors;
using Fairway.Twin.Api.Objects;
using Fairway.Twin.Api.Requests;
using Fairway.Twin.Api.Tables;
using Fairway.Twin.Storage;

namespace Fairway.Twin.Api.Verbs;

/// <summary>Answers that show one object, in the representation that was asked for.</summary>
internal static class Answers
{
    /// <summary>A stored object. As plain JSON of its stored version the bytes go out as they are.</summary>
    public static KubeResponse Stored(ResourceCall call, int status, StoredObject stored)
    {
        var shown = call.Shown(stored);
        return call.Representation == Representation.Json && StoredTree.IsAsShown(shown, call.Resource)
            ? new KubeResponse
            {
                Status = status,
                ContentType = "application/json",
                Body = new(shown.Json.Memory),
                Warnings = call.Warnings,
            }
            : Object(call, status, StoredTree.Read(shown, call.Resource));
    }

    /// <summary>A tree that is an object of the call's resource, after a write.</summary>
    public static KubeResponse Written(ResourceCall call, int status, JsonObject obj)
    {
        if (call.Path.Name is not null)
        {
            call.Beats?.Show(call.Resource, call.Key, obj);
        }

        return Object(call, status, obj);
    }

    /// <summary>A tree that is an object of the call's resource.</summary>
    public static KubeResponse Object(ResourceCall call, int status, JsonObject obj) => call.Representation.Shape switch
    {
        Shape.Object => Json(call, status, obj),
        Shape.Metadata => Json(call, status, PartialMetadata.Of(obj, call.Representation.MetaVersion)),
        Shape.Table => Json(call, status, new TableWriter(call.Time).Table(call, [obj], SingleListMeta(obj))),
        _ => throw new ApiFailure(
            406,
            "NotAcceptable",
            $"you requested PartialObjectMetadataList, but the requested object is not a list "
            + $"(*core.{call.Resource.Kind})"),
    };

    /// <summary>A tree as it is: a Status, a Scale, a list.</summary>
    public static KubeResponse Json(ResourceCall call, int status, JsonObject obj) => new()
    {
        Status = status,
        ContentType = call.Representation.ContentType,
        Body = new(BodyWriter.Write(call.Representation.Format, obj)),
        Warnings = call.Warnings,
    };

    public static void SetRevision(JsonObject obj, long revision) =>
        ObjectMeta.Of(obj)["resourceVersion"] = revision.ToString(CultureInfo.InvariantCulture);

    private static JsonObject SingleListMeta(JsonObject obj) => new()
    {
        ["resourceVersion"] = ObjectMeta.Text(ObjectMeta.Of(obj), "resourceVersion"),
    };
}
