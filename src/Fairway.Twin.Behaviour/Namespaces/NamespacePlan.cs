using System.Collections.Immutable;
using Fairway.Kube;
using Fairway.Kube.Pods.Objects;

namespace Fairway.Twin.Behaviour.Namespaces;

/// <summary>What is to be done about a namespace that is going.</summary>
internal sealed record NamespacePlan
{
    /// <summary>Resources of which every object of the namespace is to be deleted.</summary>
    public ImmutableArray<KubeResource> Deletions { get; init; } = [];

    /// <summary>The conditions that tell what remains; null where they stay as they are.</summary>
    public ImmutableArray<Condition>? Conditions { get; init; }

    /// <summary>True where nothing is left, so that the controller gives the namespace free.</summary>
    public bool Release { get; init; }
}
