using System.Text.Json;
using System.Text.Json.Nodes;
using Fairway.Schema.Json;
using Fairway.Schema.Resources;
using Fairway.Twin.Storage;

namespace Fairway.Twin.Api.Objects;

/// <summary>Stored objects as trees, in the version of the resource that is asked for.</summary>
internal static class StoredTree
{
    private static readonly JsonDocumentOptions Deep = new() { MaxDepth = JsonText.WriterOptions.MaxDepth };

    /// <summary>A tree of one's own.</summary>
    public static JsonObject Read(StoredObject stored, ResourceType resource)
    {
        var tree = (JsonObject)JsonReader.Read(stored.Json.Span).Node!;
        return EventVersions.IsStoredOtherwise(resource) ? EventVersions.FromStored(tree) : tree;
    }

    /// <summary>
    /// A tree to be looked at and shown in part. Only what is looked at is built: a row of a table needs a few
    /// fields of hundreds.
    /// </summary>
    public static JsonObject Peek(StoredObject stored, ResourceType resource)
    {
        var tree = JsonNode.Parse(stored.Json.Span, documentOptions: Deep)!.AsObject();
        return EventVersions.IsStoredOtherwise(resource) ? EventVersions.FromStored(tree) : tree;
    }

    /// <summary>The draft of a tree, in the version in which the resource is stored.</summary>
    public static ObjectDraft Draft(ResourceType resource, JsonObject tree) => EventVersions.IsStoredOtherwise(resource)
        ? ObjectWriter.ToDraft(EventVersions.Stored(resource), EventVersions.ToStored(tree))
        : ObjectWriter.ToDraft(resource, tree);
}
