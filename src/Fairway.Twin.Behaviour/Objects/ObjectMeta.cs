using System.Collections.Immutable;
using System.Text.Json;
using Fairway.Kube;

namespace Fairway.Twin.Behaviour.Objects;

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
        if (meta is not { } m)
        {
            return new ObjectMeta { Name = "" };
        }

        return new ObjectMeta
        {
            Name = m.Text("name") ?? "",
            Namespace = m.Text("namespace"),
            Uid = m.Text("uid") ?? "",
            ResourceVersion = m.Text("resourceVersion") ?? "",
            Generation = m.Number("generation") ?? 0,
            CreatedAt = m.Time("creationTimestamp") ?? default,
            DeletedAt = m.Time("deletionTimestamp"),
            GraceSeconds = (int?)m.Number("deletionGracePeriodSeconds"),
            Labels = StringMap.Read(m.Child("labels")),
            Annotations = StringMap.Read(m.Child("annotations")).Without(WellKnown.LastApplied),
            Owners = [.. m.Items("ownerReferences").Select(OwnerReference.Read)],
            Finalizers = m.Texts("finalizers"),
        };
    }
}
