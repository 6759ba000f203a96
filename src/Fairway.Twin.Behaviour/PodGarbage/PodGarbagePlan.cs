using Fairway.Kube.Pods.Objects;

namespace Fairway.Twin.Behaviour.PodGarbage;

/// <summary>What becomes of a pod that may be left over.</summary>
internal sealed record PodGarbagePlan
{
    /// <summary>It is not.</summary>
    public static PodGarbagePlan Keep { get; } = new();

    /// <summary>It is to go at once, whatever its node says.</summary>
    public bool Remove { get; init; }

    /// <summary>Why, for the pod's status; null where nothing is said.</summary>
    public Condition? Why { get; init; }

    /// <summary>When to look again; null where nothing is waited for.</summary>
    public DateTimeOffset? LookAgainAt { get; init; }
}
