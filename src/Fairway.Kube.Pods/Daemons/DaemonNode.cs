using System.Collections.Immutable;
using Fairway.Kube.Pods.Objects;

namespace Fairway.Kube.Pods.Daemons;

/// <summary>One node with the DaemonSet's pods on it, oldest first.</summary>
internal sealed record DaemonNode(string Name, ImmutableArray<PodView> Pods)
{
    /// <summary>Pods that neither have ended nor are being deleted.</summary>
    public ImmutableArray<PodView> Active { get; } = Pods.RemoveAll(static p => !p.IsActive);

    /// <summary>There is one pod, and it may live or is on its way: nothing is to be put in order.</summary>
    public bool IsInOrder => MayStay && Pods is [var only] && (!only.IsTerminal || only.Meta.IsDeleting);

    /// <summary>A pod belongs here.</summary>
    public bool ShouldRun { get; init; }

    /// <summary>A pod that is here may stay.</summary>
    public bool MayStay { get; init; }
}
