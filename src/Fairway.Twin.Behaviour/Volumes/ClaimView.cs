using System.Collections.Immutable;
using System.Text.Json;
using Fairway.Kube.Pods.Objects;

namespace Fairway.Twin.Behaviour.Volumes;

/// <summary>What the binder keeps of a PersistentVolumeClaim.</summary>
internal sealed record ClaimView : IObjectView
{
    public required ObjectMeta Meta { get; init; }

    public string StorageClass { get; init; } = "";

    public string Mode { get; init; } = "Filesystem";

    public ImmutableArray<string> AccessModes { get; init; } = [];

    /// <summary>The size that is asked for, in bytes.</summary>
    public long Size { get; init; }

    public LabelSelector? Selector { get; init; }

    public string? AttributesClass { get; init; }

    /// <summary>The volume, chosen by the user or by the binder; empty for none.</summary>
    public string Volume { get; init; } = "";

    public string Phase { get; init; } = VolumeNames.Pending;

    /// <summary>What the status says of the volume.</summary>
    public ImmutableArray<string> StatusModes { get; init; } = [];

    /// <summary>What the status says of the volume's size.</summary>
    public string StatusStorage { get; init; } = "";

    public bool IsBindingDone => Meta.Annotations.Has(VolumeNames.BindCompleted);

    public static ClaimView Read(JsonElement claim)
    {
        var spec = claim.Child("spec");
        var status = claim.Child("status");
        var meta = ObjectMeta.Read(claim);
        return new ClaimView
        {
            Meta = meta,
            StorageClass = meta.Annotations[VolumeNames.BetaClass] ?? spec.Text("storageClassName") ?? "",
            Mode = spec.Text("volumeMode") ?? "Filesystem",
            AccessModes = spec?.Texts("accessModes") ?? [],
            Size = Quantity.Units(spec.Child("resources").Child("requests").Text("storage")),
            Selector = LabelSelector.Read(spec.Child("selector")),
            AttributesClass = spec.Text("volumeAttributesClassName"),
            Volume = spec.Text("volumeName") ?? "",
            Phase = status.Text("phase") ?? VolumeNames.Pending,
            StatusModes = status?.Texts("accessModes") ?? [],
            StatusStorage = status.Child("capacity").Text("storage") ?? "",
        };
    }
}
