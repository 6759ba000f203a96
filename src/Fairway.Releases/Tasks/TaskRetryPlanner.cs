using Fairway.Api.Releases;
using Fairway.Api.Releases.Tasks;

namespace Fairway.Releases.Tasks;

/// <summary>Tasks that a person wants to be tried again. Pure.</summary>
public static class TaskRetryPlanner
{
    /// <summary>What has failed its stage, and could be tried again.</summary>
    public static IReadOnlyList<(string Stage, StageTaskStatus Task)> Failed(Release release) =>
    [
        .. from stage in release.Status?.Stages ?? []
           where stage.Phase == StagePhase.Failed
           from task in stage.Tasks ?? []
           where task.Phase == TaskPhase.Failed
           select (stage.Name, task),
    ];

    /// <summary>The wishes that are not done yet.</summary>
    public static IReadOnlyList<RetriedTask> Open(Release release) =>
    [
        .. from retry in release.Spec.TaskRetries ?? []
           where Failed(release).Any(one => Matches(retry, one.Stage, one.Task))
           select retry,
    ];

    /// <summary>The stages of a Release that is taken up again: what was given up waits again, and so does what is to
    /// be tried again.</summary>
    internal static IReadOnlyList<StageStatus>? Anew(Release release) => release.Status?.Stages is { } stages
        ? [.. stages.Select(stage => Anew(stage, Open(release)))]
        : null;

    private static StageStatus Anew(StageStatus stage, IReadOnlyList<RetriedTask> open) => stage with
    {
        Phase = stage.Tasks is not null && stage.Phase == StagePhase.Failed ? StagePhase.Running : stage.Phase,
        Tasks = stage.Phase == StagePhase.Done || stage.Tasks is null ? stage.Tasks :
        [
            .. stage.Tasks.Select(task => task.Phase switch
            {
                TaskPhase.Skipped => Wait(task, task.Attempt),
                TaskPhase.Failed when open.FirstOrDefault(one => Matches(one, stage.Name, task)) is { } retry =>
                    Wait(task, retry.Attempt - 1),
                _ => task,
            }),
        ],
    };

    private static StageTaskStatus Wait(StageTaskStatus task, int? attempt) => task with
    {
        Phase = TaskPhase.Waiting,
        Attempt = attempt,
        FinishedAt = null,
        Message = "it is tried again",
    };

    private static bool Matches(RetriedTask retry, string stage, StageTaskStatus task) =>
        retry.Stage == stage && retry.Task == task.Name && retry.Attempt > (task.Attempt ?? 0)
        && task.Phase == TaskPhase.Failed;
}
