using Fairway.Merge.Fields;
using Fairway.Schema;

namespace Fairway.Merge.Diffing;

/// <summary>
/// The fields that pace a rollout. <see cref="FieldManagers.Rollout"/> owns them; no configuration carries them, for an
/// apply in the middle of a rollout must not release its brake.
/// </summary>
public static class RolloutFields
{
    private static readonly FieldSet Strategy = FieldSet.OfPaths("spec.updateStrategy");

    private static readonly FieldSet Deployment = FieldSet.OfPaths("spec.paused", "spec.strategy");

    // What else these strategies say (in place or not, priorities, scatter) paces nothing, and is configuration.
    private static readonly FieldSet Kruise = FieldSet.OfPaths(
        "spec.updateStrategy.partition",
        "spec.updateStrategy.paused",
        "spec.updateStrategy.maxUnavailable",
        "spec.updateStrategy.maxSurge",
        "spec.updateStrategy.rollingUpdate.partition",
        "spec.updateStrategy.rollingUpdate.paused",
        "spec.updateStrategy.rollingUpdate.maxUnavailable",
        "spec.updateStrategy.rollingUpdate.maxSurge");

    /// <summary>The fields of a kind, whatever its version; empty for kinds that do not roll.</summary>
    public static FieldSet Of(GroupVersionKind kind) => (kind.Group, kind.Kind) switch
    {
        ("apps", "Deployment") => Deployment,
        ("apps", "StatefulSet" or "DaemonSet") => Strategy,
        ("apps.kruise.io", "CloneSet" or "StatefulSet" or "DaemonSet") => Kruise,
        _ => FieldSet.Empty,
    };
}
