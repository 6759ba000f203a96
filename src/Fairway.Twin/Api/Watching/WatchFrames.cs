using System.Globalization;
using System.Text.Json.Nodes;
using Fairway.Kube;
using Fairway.Schema.Json;
using Fairway.Schema.Protobuf;
using Fairway.Twin.Api.Errors;
using Fairway.Twin.Api.Objects;
using Fairway.Twin.Api.Requests;
using Fairway.Twin.Api.Tables;
using Fairway.Twin.Api.Verbs;
using Fairway.Twin.Storage;

namespace Fairway.Twin.Api.Watching;

/// <summary>Shows events in the representation that the watch asked for. As plain JSON the stored bytes serve all
/// watchers.</summary>
internal sealed class WatchFrames(ResourceCall call)
{
    private readonly bool raw = call.Representation is { Shape: Shape.Object, Format: BodyFormat.Json };

    private bool columnsSent;

    public WatchFrame Object(WatchEventType type, StoredObject stored)
    {
        var now = call.Shown(stored);
        return raw && StoredTree.IsAsShown(now, call.Resource)
            ? new WatchFrame(type, now.Json.Memory)
            : new WatchFrame(type, Shown(StoredTree.Read(now, call.Resource)));
    }

    /// <summary>An object that does not match any more: its last matching state, with the revision at which it
    /// left.</summary>
    public WatchFrame Left(StoredObject last, long revision)
    {
        var tree = StoredTree.Read(last, call.Resource);
        Answers.SetRevision(tree, revision);
        return new WatchFrame(WatchEventType.Deleted, Shown(tree));
    }

    public WatchFrame Bookmark(long revision, bool initialEnd)
    {
        var metadata = new JsonObject
            { ["resourceVersion"] = revision.ToString(CultureInfo.InvariantCulture), ["creationTimestamp"] = null };
        if (initialEnd)
        {
            metadata["annotations"] = new JsonObject { ["k8s.io/initial-events-end"] = "true" };
        }

        var tree = new JsonObject
        {
            ["kind"] = call.Resource.Kind,
            ["apiVersion"] = call.Resource.ApiVersion,
            ["metadata"] = metadata,
        };
        return new WatchFrame(WatchEventType.Bookmark, Shown(tree));
    }

    public WatchFrame TooOld(long asked, long current)
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"too old resource version: {asked} ({current})");
        return new WatchFrame(WatchEventType.Error, Written(StatusObject.Json(ApiFailure.Expired(text))));
    }

    private byte[] Shown(JsonObject tree) => Written(call.Representation.Shape switch
    {
        Shape.Table => Row(tree),
        Shape.Metadata or Shape.MetadataList => PartialMetadata.Of(tree, call.Representation.MetaVersion),
        _ => tree,
    });

    // A watch in YAML has frames of JSON: there is no form of a stream of documents that clients would read.
    private byte[] Written(JsonObject tree) => call.Representation.Format == BodyFormat.Protobuf
        ? ProtobufWriter.Write(tree)
        : JsonText.Write(tree);

    private JsonObject Row(JsonObject tree)
    {
        var metadata = new JsonObject { ["resourceVersion"] = ObjectMeta.Text(ObjectMeta.Of(tree), "resourceVersion") };
        var table = new TableWriter(call.Time).Table(call, [tree], metadata);
        if (columnsSent)
        {
            // Columns come with the first event only.
            table["columnDefinitions"] = null;
        }

        columnsSent = true;
        return table;
    }
}
