using Fairway.Api.Releases.Tasks;

namespace Fairway.Releases.Tasks;

/// <summary>A type of task. The planner says when a task begins and how its story goes on; a type does it and looks.
/// Everything that it does may be repeated after a crash: nothing is then done twice.</summary>
internal interface ITaskType
{
    /// <summary>Which.</summary>
    TaskType Type { get; }

    /// <summary>Begins an attempt; nothing where it has begun already.</summary>
    Task BeginAsync(TaskOrder order, CancellationToken cancel) => Task.CompletedTask;

    /// <summary>How an attempt stands.</summary>
    Task<TaskSight> LookAsync(TaskOrder order, CancellationToken cancel);

    /// <summary>Clears up after an attempt that is over, or is not wanted any more.</summary>
    Task EndAsync(TaskOrder order, CancellationToken cancel) => Task.CompletedTask;
}
