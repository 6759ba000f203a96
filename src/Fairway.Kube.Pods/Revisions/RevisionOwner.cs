using Fairway.Kube.Pods.Objects;

namespace Fairway.Kube.Pods.Revisions;

/// <summary>A workload that keeps its templates as revisions.</summary>
/// <param name="Meta">The workload.</param>
/// <param name="Kind">Its kind, of apps/v1.</param>
/// <param name="Template">Its template as it is now.</param>
/// <param name="HashLabel">The label by which its revisions carry their hash.</param>
/// <param name="CollisionCount">How often a name was taken; null is never.</param>
internal sealed record RevisionOwner(
    ObjectMeta Meta, string Kind, PodTemplate Template, string HashLabel, int? CollisionCount)
{
    public OwnerReference Reference => OwnerReference.ControllerOf("apps/v1", Kind, Meta);
}
