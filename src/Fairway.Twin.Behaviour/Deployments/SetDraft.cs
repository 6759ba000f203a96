using System.Globalization;
using Fairway.Kube.Pods.Objects;
using Fairway.Kube.Pods.Planning;
using Fairway.Twin.Behaviour.ReplicaSets;

namespace Fairway.Twin.Behaviour.Deployments;

/// <summary>A replica set while a plan is being made: as observed, and as it is to be.</summary>
internal sealed class SetDraft(ReplicaSetView observed)
{
    private string? reason;

    public ReplicaSetView Observed { get; } = observed;

    public int Replicas { get; private set; } = observed.Replicas;

    public StringMap Annotations { get; private set; } = observed.Meta.Annotations;

    /// <summary>The new value of the set's own minReadySeconds, or null where it stays.</summary>
    public int? MinReadySeconds { get; private set; }

    public bool IsActive => Replicas > 0;

    /// <summary>
    /// Available pods that the set is to keep. Its status may still count pods that it was told to give up, and may
    /// give up next.
    /// </summary>
    public int Available { get; } = Math.Min(observed.Status.Available, observed.Replicas);

    public string Name => Observed.Meta.Name;

    /// <summary>Sets the size and the annotations that remember for which size of the Deployment; tells whether the
    /// size changed.</summary>
    public bool Resize(int replicas, RolloutBounds bounds, string why)
    {
        var changed = replicas != Replicas;
        Replicas = replicas;
        Remember(bounds, why);
        if (changed)
        {
            reason = why;
        }

        return changed;
    }

    public void Annotate(StringMap annotations, string why)
    {
        if (!annotations.Equals(Annotations))
        {
            Annotations = annotations;
            reason ??= why;
        }
    }

    public void RequireReadyFor(int seconds)
    {
        if (Observed.MinReadySeconds != seconds)
        {
            MinReadySeconds = seconds;
            reason ??= "minReadySeconds of the Deployment changed";
        }
    }

    /// <summary>The change that leads from what was observed to the draft, or null.</summary>
    public WorkloadAction? ToAction() => reason is null
        ? null
        : new WorkloadAction.ChangeReplicaSet(
            new ReplicaSetChange(Observed.Meta, Observed.Replicas, Replicas)
            {
                Annotations = Annotations,
                MinReadySeconds = MinReadySeconds,
            },
            reason);

    private void Remember(RolloutBounds bounds, string why) => Annotate(
        Annotations
            .With(WellKnown.DesiredReplicas, bounds.Replicas.ToString(CultureInfo.InvariantCulture))
            .With(WellKnown.MaxReplicas, bounds.MaxTotal.ToString(CultureInfo.InvariantCulture)),
        why);
}
