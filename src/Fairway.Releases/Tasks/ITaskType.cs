using Fairway.Api.Releases.Tasks;

namespace Fairway.Releases.Tasks;

/// <summary>A type of task. The planner says when a task begins and how its story goes on; a type does it and looks.
/// Everything that it does may be repeated after a crash: nothing is then done twice.</summary>
internal interface ITaskType
{
    /// <summary>Which.</summary>
    TaskType Type { get; }

    /// <summary>Begins an attempt; nothing where it has begun already.</summary>
    /// <returns>How it stands, where beginning it says so and a look would not: it is over, or could not begin. Else
    /// null.</returns>
    Task<TaskSight?> BeginAsync(TaskOrder order, CancellationToken cancel) => Task.FromResult<TaskSight?>(null);

    /// <summary>How an attempt stands. Looking changes nothing.</summary>
    Task<TaskSight> LookAsync(TaskOrder order, CancellationToken cancel);

    /// <summary>Clears up after an attempt that is over, or is not wanted any more.</summary>
    /// <returns>What could not be cleared up, in a sentence; null for nothing.</returns>
    Task<string?> EndAsync(TaskOrder order, CancellationToken cancel) => Task.FromResult<string?>(null);
}
