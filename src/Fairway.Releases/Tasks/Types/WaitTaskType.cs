using System.Text.Json.Nodes;
using Fairway.Api.Releases.Tasks;

namespace Fairway.Releases.Tasks.Types;

/// <summary>Lets time pass, from when it began: a manager that starts anew waits no longer.</summary>
internal sealed class WaitTaskType : ITaskType
{
    public TaskType Type => TaskType.Wait;

    public Task<TaskSight> LookAsync(TaskOrder order, CancellationToken cancel)
    {
        var length = order.Task.Wait!.For;
        var until = (order.Status.StartedAt ?? order.Now) + length.Value;
        var facts = new JsonObject { ["until"] = $"{until.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}" };
        return Task.FromResult(order.Now >= until
            ? new TaskSight(TaskState.Succeeded, $"{length} have passed", facts)
            : new TaskSight(
                TaskState.Running, $"it waits until {until.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}", facts)
            {
                LookAgainAt = until,
            });
    }
}
