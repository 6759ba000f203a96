using System.Collections.Immutable;
using Fairway.Kube.Pods.Planning;
using Fairway.Twin.Behaviour.ReplicaSets;

namespace Fairway.Twin.Behaviour.Deployments;

/// <summary>A Deployment's replica sets while a plan is being made.</summary>
internal sealed class DeploymentDraft(
    DeploymentObservation seen, ImmutableArray<ReplicaSetView> owned, ReplicaSetView? current)
{
    private readonly List<WorkloadAction> actions = [];

    public DeploymentObservation Seen { get; } = seen;

    public DeploymentView Deployment => Seen.Deployment;

    public RolloutBounds Bounds { get; } = RolloutBounds.Of(seen.Deployment);

    /// <summary>Old replica sets, oldest first.</summary>
    public ImmutableArray<SetDraft> Old { get; } =
        [.. owned.Where(s => !ReferenceEquals(s, current)).Select(s => new SetDraft(s))];

    /// <summary>The replica set of the current template; null where it is still to be created.</summary>
    public SetDraft? New { get; private set; } = current is null ? null : new SetDraft(current);

    /// <summary>True where this plan creates <see cref="New"/>.</summary>
    public bool CreatesNew { get; private set; }

    /// <summary>How often a name was taken, this plan included.</summary>
    public int? CollisionCount { get; private set; } = seen.Deployment.Status.CollisionCount;

    /// <summary>All replica sets: the old ones, oldest first, then the new one.</summary>
    public IEnumerable<SetDraft> All => New is null ? Old : Old.Append(New);

    public IEnumerable<SetDraft> ActiveOld => Old.Where(s => s.IsActive);

    public int TotalReplicas => All.Sum(s => s.Replicas);

    public void Add(WorkloadAction action) => actions.Add(action);

    public void Create(SetDraft created, int? collisions)
    {
        New = created;
        CreatesNew = true;
        CollisionCount = collisions;
    }

    /// <summary>Everything that is to be written; what is created comes first.</summary>
    public ImmutableArray<WorkloadAction> ToActions() =>
    [
        .. actions,
        .. All.Where(s => !(CreatesNew && s == New)).Select(s => s.ToAction()).OfType<WorkloadAction>(),
    ];
}
