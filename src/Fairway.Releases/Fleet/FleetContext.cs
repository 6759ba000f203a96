using Fairway.Kube;
using Fairway.Releases.Manager;
using Fairway.Releases.Tasks;

namespace Fairway.Releases.Fleet;

/// <summary>What the work on the fleet's Releases has, for one term of its Lease.</summary>
/// <param name="Services">What all shards have.</param>
/// <param name="Api">The meta cluster, through which this shard writes.</param>
/// <param name="Plans">Plan documents that were read.</param>
/// <param name="Attempts">What failed lately, and when it is to be tried again.</param>
internal sealed record FleetContext(ReleaseServices Services, IKubeApi Api, PlanShelf Plans, AttemptBook Attempts)
{
    /// <summary>The types of tasks.</summary>
    public TaskTypes Tasks { get; } = TaskTypes.Of(Services);

    /// <summary>Clusters of which the API server said lately that they are gone, by id.</summary>
    public AttemptBook Gone { get; } = new();

    /// <summary>What beginning tasks came to.</summary>
    public TaskBook Begun { get; } = new();
}
