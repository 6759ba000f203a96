using Fairway.Api.Releases.Tasks;

namespace Fairway.Releases.Tasks;

/// <summary>What the planner of a stage's tasks decides on.</summary>
internal sealed record TaskObservation
{
    /// <summary>The moment.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>The tasks, in order.</summary>
    public required IReadOnlyList<StageTask> Tasks { get; init; }

    /// <summary>What is stored of them.</summary>
    public required IReadOnlyList<StageTaskStatus> Known { get; init; }

    /// <summary>How attempts stand that are under way, by the task's name.</summary>
    public IReadOnlyDictionary<string, TaskSight> Sights { get; init; } = new Dictionary<string, TaskSight>();

    /// <summary>How many clusters the stage has.</summary>
    public required int Clusters { get; init; }

    /// <summary>Whether all of them are through.</summary>
    public required bool IsDeployed { get; init; }

    /// <summary>Why nothing new begins; null where it may.</summary>
    public string? Hold { get; init; }
}
