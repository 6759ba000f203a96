using System.Text.Json.Nodes;
using Fairway.Api.Meta;
using Fairway.Api.Releases;
using Fairway.Api.Releases.Tasks;
using Fairway.Delivery.Tasks;

namespace Fairway.Releases.Tasks.Types;

/// <summary>Tells somebody by a webhook. A crash after the post and before that is stored posts it again, with the same
/// key.</summary>
internal sealed class NotifyTaskType(INotifier? notifier) : ITaskType
{
    public TaskType Type => TaskType.Notify;

    public async Task<TaskSight?> BeginAsync(TaskOrder order, CancellationToken cancel)
    {
        var notify = order.Task.Notify!;
        var facts = new JsonObject { ["url"] = notify.Url };
        if (notifier is null)
        {
            return new TaskSight(TaskState.Failed, "this manager tells nobody anything", facts);
        }

        return await notifier.PostAsync(notify.Url, Body(order), order.Key, cancel) is { } fault
            ? new TaskSight(TaskState.Failed, fault, facts)
            : new TaskSight(TaskState.Succeeded, "it was taken", facts);
    }

    public Task<TaskSight> LookAsync(TaskOrder order, CancellationToken cancel) =>
        Task.FromResult(new TaskSight(TaskState.NotBegun, "it is about to be posted", []));

    private static JsonObject Body(TaskOrder order)
    {
        var (release, status) = (order.Release, order.Release.Status ?? new ReleaseStatus());
        return new JsonObject
        {
            ["release"] = release.Metadata.Name,
            ["pipeline"] = release.Spec.Pipeline,
            ["stage"] = order.Stage,
            ["task"] = order.Task.Name,
            ["phase"] = $"{status.Phase}",
            ["clusters"] = status.Clusters,
            ["done"] = status.Done,
            ["changes"] = order.Environment()["FAIRWAY_CHANGES"],
            ["state"] = status.Conditions.Find(ReleaseConditions.Progressing)?.Message,
            ["message"] = order.Task.Notify!.Message,
        };
    }
}
