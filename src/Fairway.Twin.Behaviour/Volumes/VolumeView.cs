using System.Collections.Immutable;
using System.Text.Json;
using Fairway.Kube.Pods.Objects;

namespace Fairway.Twin.Behaviour.Volumes;

/// <summary>What the binder keeps of a PersistentVolume.</summary>
internal sealed record VolumeView : IObjectView
{
    public required ObjectMeta Meta { get; init; }

    public string StorageClass { get; init; } = "";

    public string Mode { get; init; } = "Filesystem";

    public ImmutableArray<string> AccessModes { get; init; } = [];

    /// <summary>Size, as the object spells it.</summary>
    public string Storage { get; init; } = "";

    /// <summary>Retain, Delete or Recycle.</summary>
    public string Reclaim { get; init; } = "Retain";

    /// <summary>Path on the host; null for a volume of another kind.</summary>
    public string? HostPath { get; init; }

    public string? AttributesClass { get; init; }

    public ClaimReference? Claim { get; init; }

    public string Phase { get; init; } = VolumeNames.Pending;

    /// <summary>The nodes that reach it: one of the terms must match. Null where every node does.</summary>
    public ImmutableArray<NodeTerm>? Nodes { get; init; }

    public bool Reaches(NodeView node) => Nodes is not { } terms || terms.Any(t => t.Matches(node));

    public long Size => Quantity.Units(Storage);

    public static VolumeView Read(JsonElement volume)
    {
        var spec = volume.Child("spec");
        var meta = ObjectMeta.Read(volume);
        return new VolumeView
        {
            Meta = meta,
            StorageClass = spec.Text("storageClassName") ?? meta.Annotations[VolumeNames.BetaClass] ?? "",
            Mode = spec.Text("volumeMode") ?? "Filesystem",
            AccessModes = spec?.Texts("accessModes") ?? [],
            Storage = spec.Child("capacity").Text("storage") ?? "",
            Reclaim = spec.Text("persistentVolumeReclaimPolicy") ?? "Retain",
            HostPath = spec.Child("hostPath").Text("path"),
            AttributesClass = spec.Text("volumeAttributesClassName"),
            Claim = ClaimReference.Read(spec.Child("claimRef")),
            Nodes = spec.Child("nodeAffinity").Child("required") is { } required
                ? [.. required.Items("nodeSelectorTerms").Select(NodeTerm.Read)]
                : null,
            Phase = volume.Child("status").Text("phase") ?? VolumeNames.Pending,
        };
    }
}
