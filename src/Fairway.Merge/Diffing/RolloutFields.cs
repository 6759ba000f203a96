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

    /// <summary>The fields of a kind, whatever its version; empty for kinds that do not roll.</summary>
    public static FieldSet Of(GroupVersionKind kind) => (kind.Group, kind.Kind) switch
    {
        ("apps", "Deployment") => Deployment,
        ("apps", "StatefulSet" or "DaemonSet") => Strategy,
        ("apps.kruise.io", "CloneSet" or "StatefulSet" or "DaemonSet") => Strategy,
        _ => FieldSet.Empty,
    };
}
