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

    /// <summary>Whether the stored bytes are what the resource shows.</summary>
    public static bool IsAsShown(StoredObject stored, ResourceType resource) => resource.Custom is { } custom
        ? stored.Revision >= custom.Since && stored.Json.Span.StartsWith(ObjectWriter.Prefix(resource))
        : !StoredVersions.IsStoredOtherwise(resource);

    /// <summary>A tree of one's own.</summary>
    public static JsonObject Read(StoredObject stored, ResourceType resource) =>
        Shown(stored, resource, (JsonObject)JsonReader.Read(stored.Json.Span).Node!);

    /// <summary>A tree of one's own without the specification, of a kind that is stored as it is shown.</summary>
    public static (JsonObject Tree, SetAside? Aside) ReadWithoutSpec(StoredObject stored)
    {
        var read = PartialJson.ReadWithout(stored.Json.Span, "spec"u8, opaque: "fieldsV1");
        return (read.Tree, new SetAside(stored, read.Text, read.At));
    }

    /// <summary>
    /// A tree to be looked at and shown in part. Only what is looked at is built: a row of a table needs a few
    /// fields of hundreds.
    /// </summary>
    public static JsonObject Peek(StoredObject stored, ResourceType resource) =>
        Shown(stored, resource, Parse(stored));

    /// <summary>The metadata, to be looked at.</summary>
    public static JsonObject Metadata(StoredObject stored) => ObjectMeta.Of(Parse(stored));

    /// <summary>The draft of a tree, in the version in which the resource is stored, with what was set
    /// aside.</summary>
    public static ObjectDraft Draft(ResourceType resource, JsonObject tree, SetAside? aside = null)
    {
        if (CustomDecoder.IsStoredOtherwise(resource))
        {
            var custom = resource.Custom!;
            var version = custom.StoredVersion[(custom.StoredVersion.IndexOf('/', StringComparison.Ordinal) + 1)..];
            return ObjectWriter.ToDraft(
                resource with { Version = version },
                CustomDecoder.ToStored(tree, custom));
        }

        return StoredVersions.IsStoredOtherwise(resource)
            ? ObjectWriter.ToDraft(StoredVersions.Stored(resource), StoredVersions.ToStored(resource, tree))
            : ObjectWriter.ToDraft(resource, tree, aside);
    }

    /// <summary>A copy of a tree of one row in the version of another row of the same objects.</summary>
    public static JsonObject Convert(JsonObject tree, ResourceType from, ResourceType to)
    {
        if (from.ApiVersion == to.ApiVersion)
        {
            return (JsonObject)tree.DeepClone();
        }

        if (from.Custom is { } custom)
        {
            var stored = CustomDecoder.IsStoredOtherwise(from)
                ? CustomDecoder.ToStored(tree, custom)
                : (JsonObject)tree.DeepClone();
            return CustomDecoder.IsStoredOtherwise(to) ? CustomDecoder.FromStored(stored, to) : stored;
        }

        var kept = StoredVersions.IsStoredOtherwise(from)
            ? StoredVersions.ToStored(from, tree)
            : (JsonObject)tree.DeepClone();
        return StoredVersions.IsStoredOtherwise(to) ? StoredVersions.FromStored(to, kept) : kept;
    }

    private static JsonObject Parse(StoredObject stored) =>
        JsonNode.Parse(stored.Json.Span, documentOptions: Deep)!.AsObject();

    private static JsonObject Shown(StoredObject stored, ResourceType resource, JsonObject tree)
    {
        if (resource.Custom is not null)
        {
            return IsAsShown(stored, resource)
                ? tree
                : CustomDecoder.FromStored(tree, resource);
        }

        return StoredVersions.IsStoredOtherwise(resource) ? StoredVersions.FromStored(resource, tree) : tree;
    }
}
