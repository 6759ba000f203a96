using System.Text.Json.Nodes;
using Fairway.Api.Releases.Tasks;
using Fairway.Delivery.Tasks;

namespace Fairway.Releases.Tasks.Types;

/// <summary>Runs what names no cluster as a process of the manager's machine, where its user has allowed that; what
/// names a cluster runs there, as a Job.</summary>
internal sealed class LocalRunTaskType(ILocalRunner local, ITaskType jobs) : ITaskType
{
    public TaskType Type => TaskType.Run;

    public Task<TaskSight?> BeginAsync(TaskOrder order, CancellationToken cancel) =>
        IsLocal(order) ? BeginHereAsync(order, cancel) : jobs.BeginAsync(order, cancel);

    public async Task<TaskSight> LookAsync(TaskOrder order, CancellationToken cancel) => IsLocal(order)
        ? Plan(order, await local.LookAsync(TaskJob.NameOf(order), cancel))
        : await jobs.LookAsync(order, cancel);

    public async Task<string?> EndAsync(TaskOrder order, CancellationToken cancel)
    {
        if (!IsLocal(order))
        {
            return await jobs.EndAsync(order, cancel);
        }

        await local.EndAsync(TaskJob.NameOf(order), cancel);
        return null;
    }

    private async Task<TaskSight?> BeginHereAsync(TaskOrder order, CancellationToken cancel)
    {
        var run = order.Task.Run!;
        if (run.Command is not { Count: > 0 } command)
        {
            const string Why = "it has no command, and as a process of this machine it needs one: nobody looks into "
                + "its image";
            return new TaskSight(TaskState.Failed, Why, []);
        }

        var process = new LocalCommand(TaskJob.NameOf(order), [.. command, .. run.Args ?? []], order.Environment());
        return await local.BeginAsync(process, cancel) is { } fault
            ? new TaskSight(TaskState.Failed, $"its process cannot be begun: {fault}", [])
            : null;
    }

    private static TaskSight Plan(TaskOrder order, LocalSight seen)
    {
        var facts = new JsonObject { ["process"] = TaskJob.NameOf(order), ["exitCode"] = seen.ExitCode };
        var last = seen.LastLine.Length == 0 ? "" : $", and said last: {seen.LastLine}";
        return seen.State switch
        {
            LocalState.Absent => new TaskSight(TaskState.NotBegun, "it is about to begin", facts),
            LocalState.Running => new TaskSight(TaskState.Running, $"its process runs; log: {seen.Log}", facts),
            LocalState.Ended when seen.ExitCode == 0 =>
                new TaskSight(TaskState.Succeeded, $"its process ended with 0; log: {seen.Log}", facts),
            LocalState.Ended => new TaskSight(
                TaskState.Failed, $"its process ended with {seen.ExitCode}{last}; log: {seen.Log}", facts),
            _ => new TaskSight(
                TaskState.Failed,
                "its process is gone and left no exit code: it was killed, its machine was, or its folder cannot be "
                + $"written; log: {seen.Log}",
                facts),
        };
    }

    private static bool IsLocal(TaskOrder order) => order.Task.Run!.Cluster is null;
}
