using Fairway.Api.Releases;
using Fairway.Api.Releases.Tasks;
using Fairway.Releases.Tasks;

namespace Fairway.Releases.Fleet;

/// <summary>One act of a Release, and why.</summary>
internal abstract record ReleaseAct(string Why)
{
    /// <summary>Keeps the Release from being deleted under clusters in flight.</summary>
    public sealed record AddFinalizer(string Why) : ReleaseAct(Why);

    /// <summary>Lets it be deleted.</summary>
    public sealed record LetGo(string Why) : ReleaseAct(Why);

    /// <summary>Pins content and membership.</summary>
    public sealed record MakePlan(string Why) : ReleaseAct(Why);

    /// <summary>Plans a cluster that came later, and makes its ClusterRelease.</summary>
    public sealed record Join(string Cluster, string Stage, string Why) : ReleaseAct(Why);

    /// <summary>Makes the ClusterRelease of a planned member.</summary>
    public sealed record Create(string Cluster, string Why) : ReleaseAct(Why);

    /// <summary>Tells a cluster to go back.</summary>
    public sealed record TurnBack(string Cluster, string Why) : ReleaseAct(Why);

    /// <summary>Begins an attempt of a task.</summary>
    public sealed record BeginTask(string Stage, StageTaskStatus Task, string Why) : ReleaseAct(Why);

    /// <summary>Records what an attempt of a task came to, and clears up after it; without a sight it is given
    /// up.</summary>
    public sealed record EndTask(string Stage, StageTaskStatus Task, TaskSight? Sight, string Why) : ReleaseAct(Why);

    /// <summary>Makes the Release by which a cluster that missed this one catches up.</summary>
    public sealed record CatchUp(Release Order, string Why) : ReleaseAct(Why);

    /// <summary>Has a Release go back by which a cluster has caught up with this one.</summary>
    public sealed record TurnCatchUp(string Release, string Why) : ReleaseAct(Why);

    /// <summary>Makes the versions of the Release the stable ones of their components.</summary>
    public sealed record SetStable(string Why) : ReleaseAct(Why);

    /// <summary>Puts the stable versions back that were there before.</summary>
    public sealed record RestoreStable(string Why) : ReleaseAct(Why);
}
