using Fairway.Kube.Pods.Objects;

namespace Fairway.Kube.Pods.Revisions;

/// <summary>A workload that keeps its templates as revisions.</summary>
/// <param name="Meta">The workload.</param>
/// <param name="Kind">Its kind.</param>
/// <param name="Template">Its template as it is now.</param>
/// <param name="HashLabel">The label by which its revisions carry their hash.</param>
/// <param name="CollisionCount">How often a name was taken; null is never.</param>
internal sealed record RevisionOwner(
    ObjectMeta Meta, string Kind, PodTemplate Template, string HashLabel, int? CollisionCount)
{
    /// <summary>The kind's group and version.</summary>
    public string ApiVersion { get; init; } = "apps/v1";

    public OwnerReference Reference => OwnerReference.ControllerOf(ApiVersion, Kind, Meta);
}
