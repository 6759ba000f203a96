using Fairway.Api.Releases.Tasks;

namespace Fairway.Releases.Tasks.Types;

/// <summary>Brings the change to the clusters of the stage: the planners of stages and slots do that, and the ones of
/// tasks see by the clusters how far it is.</summary>
internal sealed class DeployTaskType : ITaskType
{
    public TaskType Type => TaskType.Deploy;

    public Task<TaskSight> LookAsync(TaskOrder order, CancellationToken cancel) =>
        Task.FromResult(new TaskSight(TaskState.Running, "clusters are on their way", []));
}
