using System.Text.Json.Nodes;
using Fairway.Kube.Pods.Objects;
using Fairway.Kube.Pods.Reporting;
using Fairway.Twin.Behaviour.Nodes;

namespace Fairway.Twin.Behaviour.Volumes;

/// <summary>One step of the binder.</summary>
internal abstract record VolumeAction
{
    /// <summary>A merge patch of a volume; of its status where <paramref name="OfStatus"/>.</summary>
    public sealed record PatchVolume(ObjectMeta Volume, JsonObject Patch, bool OfStatus) : VolumeAction;

    /// <summary>A merge patch of a claim; of its status where <paramref name="OfStatus"/>.</summary>
    public sealed record PatchClaim(ObjectMeta Claim, JsonObject Patch, bool OfStatus) : VolumeAction;

    public sealed record DeleteVolume(ObjectMeta Volume) : VolumeAction;

    public sealed record TellVolume(ObjectMeta Volume, PodEvent Event) : VolumeAction;

    public sealed record TellClaim(ObjectMeta Claim, PodEvent Event) : VolumeAction;
}
