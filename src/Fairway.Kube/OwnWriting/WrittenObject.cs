using System.Text.Json;
using Fairway.Kube.Objects;

namespace Fairway.Kube.OwnWriting;

/// <summary>What the answer to a write says of the object: enough to know when a cache shows it.</summary>
/// <param name="Item">The object in the answer; a Status where the server gave no object.</param>
internal readonly record struct WrittenObject(JsonElement Item)
{
    public bool IsStatus => Text(Item, "kind") is "Status" || Metadata.ValueKind != JsonValueKind.Object;

    public bool IsList => Child(Item, "items").ValueKind == JsonValueKind.Array;

    public ObjectKey Key => new(Text(Metadata, "namespace"), Text(Metadata, "name") ?? "");

    /// <summary>Of the object, or of what the Status is about.</summary>
    public string? Uid => IsStatus ? Text(Child(Item, "details"), "uid") : Text(Metadata, "uid");

    public ResourceVersion Version => ResourceVersion.Parse(Text(Metadata, "resourceVersion"));

    /// <summary>True for an object that goes with this write: it was to be deleted, and the write took its last
    /// finalizer. The answer has the version before, as that of the reference server has.</summary>
    public bool IsGone => !IsStatus && Text(Metadata, "deletionTimestamp") is not null && !LivesOn;

    /// <summary>True for the object in the answer to a DELETE that something still holds: finalizers (a namespace has
    /// them in its specification, too), or its grace period.</summary>
    public bool LivesOn =>
        IsHeldBy(Metadata)
        || IsHeldBy(Child(Item, "spec"))
        || (Child(Metadata, "deletionGracePeriodSeconds") is { ValueKind: JsonValueKind.Number } grace
            && grace.GetInt64() > 0);

    private JsonElement Metadata => Child(Item, "metadata");

    /// <summary>The value of a label, or null.</summary>
    public string? Label(string name) => Text(Child(Metadata, "labels"), name);

    private static bool IsHeldBy(JsonElement part) =>
        Child(part, "finalizers") is { ValueKind: JsonValueKind.Array } finalizers && finalizers.GetArrayLength() > 0;

    private static JsonElement Child(JsonElement parent, string name) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out var child) ? child : default;

    private static string? Text(JsonElement parent, string name) =>
        Child(parent, name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;
}
