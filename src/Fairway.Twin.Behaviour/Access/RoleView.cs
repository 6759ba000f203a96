using System.Collections.Immutable;
using System.Text.Json;
using Fairway.Kube.Pods.Objects;

namespace Fairway.Twin.Behaviour.Access;

/// <summary>A role of the cluster: which others it collects. Rules are read when they are needed; most never
/// are.</summary>
internal sealed record RoleView(ObjectMeta Meta, ImmutableArray<LabelSelector> Collects) : IObjectView
{
    public static RoleView Read(JsonElement role) => new(
        ObjectMeta.Read(role) with { Annotations = StringMap.Empty },
        [
            .. role.Child("aggregationRule").Items("clusterRoleSelectors")
                .Select(s => LabelSelector.Read(s))
                .OfType<LabelSelector>(),
        ]);

    /// <summary>Whether the role is one of those that this one collects.</summary>
    public bool Takes(ObjectMeta other) =>
        other.Name != Meta.Name && Collects.Any(selector => selector.Matches(other.Labels));
}
