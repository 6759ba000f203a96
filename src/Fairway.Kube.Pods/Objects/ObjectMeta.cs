using System.Collections.Immutable;
using System.Text.Json;

namespace Fairway.Kube.Pods.Objects;

/// <summary>What controllers need of an object's metadata.</summary>
internal sealed record ObjectMeta
{
    public required string Name { get; init; }

    public string? Namespace { get; init; }

    public string Uid { get; init; } = "";

    public string ResourceVersion { get; init; } = "";

    public long Generation { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When the object is to be gone; null where its deletion was not asked for.</summary>
    public DateTimeOffset? DeletedAt { get; init; }

    /// <summary>Seconds of grace that the deletion gave; null where its deletion was not asked for.</summary>
    public int? GraceSeconds { get; init; }

    public StringMap Labels { get; init; } = StringMap.Empty;

    /// <summary>Annotations, without the copy of the object that kubectl keeps in one.</summary>
    public StringMap Annotations { get; init; } = StringMap.Empty;

    public ImmutableArray<OwnerReference> Owners { get; init; } = [];

    public ImmutableArray<string> Finalizers { get; init; } = [];

    public ObjectKey Key => new(Namespace, Name);

    public bool IsDeleting => DeletedAt is not null;

    /// <summary>The owner that manages the object, or null.</summary>
    public OwnerReference? Controller => Owners.FirstOrDefault(o => o.Controller);

    /// <summary>Reads <c>metadata</c> of an object.</summary>
    public static ObjectMeta Read(JsonElement obj)
    {
        var meta = obj.Child("metadata");
        return ReadOwnership(obj) with
        {
            Generation = meta.Number("generation") ?? 0,
            CreatedAt = meta.Time("creationTimestamp") ?? default,
            GraceSeconds = meta.Int("deletionGracePeriodSeconds"),
            Labels = meta.SharedMap("labels"),
            Annotations = meta.SharedMap("annotations").Without(WellKnown.LastApplied),
        };
    }

    /// <summary>Reads identity, owners, finalizers and deletion only.</summary>
    public static ObjectMeta ReadOwnership(JsonElement obj)
    {
        var meta = obj.Child("metadata");
        return new ObjectMeta
        {
            Name = meta.Text("name") ?? "",
            Namespace = meta.Text("namespace"),
            Uid = meta.Text("uid") ?? "",
            ResourceVersion = meta.Text("resourceVersion") ?? "",
            DeletedAt = meta.Time("deletionTimestamp"),
            Owners = meta.SharedList("ownerReferences", OwnerReference.Read),
            Finalizers = meta?.Texts("finalizers") ?? [],
        };
    }
}
