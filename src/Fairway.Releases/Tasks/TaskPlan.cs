using Fairway.Api.Releases.Tasks;

namespace Fairway.Releases.Tasks;

/// <summary>What is to be done for the tasks of a stage.</summary>
/// <param name="Statuses">What is to be stored, in the order of the tasks.</param>
internal sealed record TaskPlan(IReadOnlyList<StageTaskStatus> Statuses)
{
    /// <summary>Attempts to begin, after the statuses are stored.</summary>
    public IReadOnlyList<StageTaskStatus> Begins { get; init; } = [];

    /// <summary>Attempts that are over, to be recorded before the statuses are stored, with what was seen
    /// last.</summary>
    public IReadOnlyList<(StageTaskStatus Status, TaskSight Sight)> Ends { get; init; } = [];

    /// <summary>Whether something begins or ends: that is stored before anything else is decided.</summary>
    public bool Moves => Begins.Count + Ends.Count > 0;

    /// <summary>Whether clusters may begin.</summary>
    public bool MayDeploy { get; init; }

    /// <summary>Whether nothing is left to do.</summary>
    public bool IsDone { get; init; }

    /// <summary>What it waits for, in a sentence; null where that is clusters, or nothing.</summary>
    public string? Waits { get; init; }

    /// <summary>The task that has failed for good, and with it the stage; null for none.</summary>
    public StageTaskStatus? Failed { get; init; }

    /// <summary>When to look again; null: when something changes.</summary>
    public DateTimeOffset? LookAgainAt { get; init; }
}
