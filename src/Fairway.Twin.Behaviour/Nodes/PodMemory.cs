using System.Collections.Immutable;

namespace Fairway.Twin.Behaviour.Nodes;

/// <summary>What a kubelet knows of a pod and its status does not say. Who restarts has forgotten it, as a kubelet
/// has.</summary>
internal sealed record PodMemory
{
    public static PodMemory Nothing { get; } = new();

    /// <summary>When the node last changed the pod's status, exactly: statuses hold whole seconds only.</summary>
    public DateTimeOffset? LastStepAt { get; init; }

    /// <summary>True once the containers were told to end.</summary>
    public bool IsEnding { get; init; }

    /// <summary>The trouble that was last told as an event and shows in no container's status.</summary>
    public string Told { get; init; } = "";

    /// <summary>Restarts that no longer count, by container: it has run long enough since.</summary>
    public ImmutableSortedDictionary<string, int> Forgiven { get; init; } =
        ImmutableSortedDictionary.Create<string, int>(StringComparer.Ordinal);

    /// <summary>Whether there is anything to keep once the pod has no next step.</summary>
    public bool IsWorthKeeping => IsEnding || Told.Length > 0 || !Forgiven.IsEmpty;
}
