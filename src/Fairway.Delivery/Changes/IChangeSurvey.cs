namespace Fairway.Delivery.Changes;

/// <summary>
/// The making of one plan over many clusters. What was read or made for one cluster may serve the others, and is thrown
/// away with the plan. Several clusters may be surveyed at once.
/// </summary>
public interface IChangeSurvey
{
    /// <summary>Begins with a cluster.</summary>
    /// <param name="clusterId">The cluster.</param>
    /// <param name="components">How many of its components will be looked at: of many, the cluster is asked for all at
    /// once, and what is seen is as old as the beginning.</param>
    /// <param name="cancel">Gives up.</param>
    Task<IClusterSurvey> OpenAsync(string clusterId, int components, CancellationToken cancel);
}

/// <summary>The making of a plan for one cluster, component after component. One call at a time.</summary>
public interface IClusterSurvey
{
    /// <summary>As <see cref="IChangeKind.PinAsync"/>.</summary>
    Task<PinnedChange> PinAsync(ChangeRequest request, CancellationToken cancel);

    /// <summary>As <see cref="IChangeKind.PlanAsync"/>.</summary>
    Task<ChangePlan> PlanAsync(ChangeOrder order, CancellationToken cancel);
}
