using Fairway.Api.Components;

namespace Fairway.Delivery.Changes;

/// <summary>
/// A kind of change that a Release can carry to a cluster. Releases know this contract and no kind: a chart, a version
/// of the control plane and a node package go the same way.
/// </summary>
/// <remarks>
/// Every method can be called again at any time, after a crash in the middle of an earlier call too, and then goes on
/// from what it finds; where nothing is left to do it writes nothing. Failures of a cluster's API come as the
/// runtime's own exceptions.
/// </remarks>
public interface IChangeKind
{
    /// <summary>Its name in ClusterReleases: <c>chart</c>.</summary>
    string Name { get; }

    /// <summary>Whether it carries the changes of this type of component.</summary>
    bool Carries(ComponentType type);

    /// <summary>
    /// Makes the target of one cluster, stores it by its digest, and never makes it again for this Release.
    /// </summary>
    /// <exception cref="ChangeRefusedException">No target can be made of the version and the values.</exception>
    Task<PinnedChange> PinAsync(ChangeRequest request, CancellationToken cancel);

    /// <summary>Compares target, recorded and live as they are now. Writes nothing.</summary>
    /// <exception cref="ChangeRefusedException">The target cannot be compared, or must not be applied
    /// here.</exception>
    Task<ChangePlan> PlanAsync(ChangeOrder order, CancellationToken cancel);

    /// <summary>Begins a plan over many clusters.</summary>
    IChangeSurvey Survey() => new PlainSurvey(this);

    /// <summary> Does one act: brings the configuration with the brakes on, grants one step, or halts. Before every
    /// write it asks the order's fence. A grant is repeated to renew its permit. </summary>
    /// <exception cref="FencedException">The act may not begin, or not go on.</exception>
    Task<ActResult> ActAsync(ChangeOrder order, ChangeAct act, CancellationToken cancel);

    /// <summary>What can be seen of this change in the cluster now: evidence for this target only, observed after it
    /// was brought.</summary>
    Task<ChangeSight> ObserveAsync(ChangeOrder order, CancellationToken cancel);

    /// <summary>The objects of the target that are not healthy now, of whatever kind, those that do not roll too; none
    /// for a kind of change that has no objects.</summary>
    Task<IReadOnlyList<ObjectTrouble>> HealthAsync(ChangeOrder order, CancellationToken cancel) =>
        Task.FromResult<IReadOnlyList<ObjectTrouble>>([]);

    /// <summary>
    /// The target of the last good record that was not written by the order's own Release, to go back to; null where
    /// there is none. A Release that has gone through has written a good record of its own: a rollback of it must not
    /// find that one.
    /// </summary>
    Task<PinnedChange?> ReverseAsync(ChangeOrder order, CancellationToken cancel);
}
