using System.Text.Json.Nodes;
using Fairway.Api.Meta;
using Fairway.Api.Releases.Tasks;

namespace Fairway.Releases.Tasks;

/// <summary>Decides how the tasks of a stage go on. Pure. An attempt is stored as begun before anything of it is done,
/// and as over after what it saw was recorded.</summary>
internal static class TaskPlanner
{
    private const int NoticeRetries = 3;
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan JustBegun = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(1);

    /// <summary>The plan.</summary>
    public static TaskPlan Plan(TaskObservation seen)
    {
        var told = new List<StageTaskStatus>();
        var begins = new List<StageTaskStatus>();
        var ends = new List<(StageTaskStatus, TaskSight)>();
        var looks = new List<DateTimeOffset>();
        foreach (var task in seen.Tasks)
        {
            var known = seen.Known.FirstOrDefault(one => one.Name == task.Name)
                ?? new StageTaskStatus { Name = task.Name };
            var next = Next(seen, task, known, told);
            if (IsBegun(seen, known, next))
            {
                begins.Add(next);
            }

            if (seen.Sights.TryGetValue(task.Name, out var sight) && next != known && !IsSame(known, next))
            {
                ends.Add((known, sight));
            }

            if (next.Phase == TaskPhase.Running && task.Type != TaskType.Deploy)
            {
                looks.Add(LookAt(seen, task, known, next));
            }

            told.Add(next);
        }

        return Of(seen, told) with
        {
            Begins = begins,
            Ends = ends,
            LookAgainAt = looks.Count == 0 ? null : looks.Min(),
        };
    }

    /// <summary>Whether a task that has failed fails nothing else.</summary>
    public static bool IsAdvisory(StageTask task) => task.Type == TaskType.Notify;

    /// <summary>The statuses of tasks of which nothing goes on any more.</summary>
    public static IReadOnlyList<StageTaskStatus>? GivenUp(IReadOnlyList<StageTaskStatus>? known, DateTimeOffset now) =>
        known is null ? null :
        [
            .. known.Select(one => one.Phase is TaskPhase.Waiting or TaskPhase.Running
                ? one with { Phase = TaskPhase.Skipped, FinishedAt = now, Message = "the Release does not go on" }
                : one),
        ];

    private static TaskPlan Of(TaskObservation seen, List<StageTaskStatus> told)
    {
        var pairs = seen.Tasks.Zip(told).ToList();
        var deploy = pairs.Find(pair => pair.First.Type == TaskType.Deploy).Second;
        var failed = pairs.Find(pair => pair.Second.Phase == TaskPhase.Failed && !IsAdvisory(pair.First)).Second;
        var waits = pairs.Find(pair => pair.Second.Phase == TaskPhase.Running && pair.First.Type != TaskType.Deploy)
            .Second;
        return new TaskPlan(told)
        {
            MayDeploy = deploy?.Phase is TaskPhase.Running or TaskPhase.Succeeded,
            IsDone = told.TrueForAll(one => one.Phase is not (TaskPhase.Waiting or TaskPhase.Running)),
            Failed = failed,
            Waits = waits is not null ? $"its task {waits.Name} is under way: {waits.Message}" : seen.Hold,
        };
    }

    private static StageTaskStatus Next(
        TaskObservation seen, StageTask task, StageTaskStatus known, List<StageTaskStatus> before) => task.Type switch
    {
        TaskType.Deploy => Deploy(seen, task, known, before),
        _ when known.Phase == TaskPhase.Running => Running(seen, task, known),
        _ when known.Phase != TaskPhase.Waiting => known,
        _ when seen.Clusters == 0 && seen.Tasks.Any(one => one.Type == TaskType.Deploy) =>
            known with { Phase = TaskPhase.Skipped, FinishedAt = seen.Now, Message = "the stage has no clusters" },
        _ when seen.Hold is not null || !IsFree(seen, task, before) => known,
        _ => known with
        {
            Phase = TaskPhase.Running,
            Attempt = (known.Attempt ?? 0) + 1,
            StartedAt = seen.Now,
            Message = "it has begun",
        },
    };

    /// <summary>Clusters may join while later tasks are under way: it is done as long as all of them are
    /// through.</summary>
    private static StageTaskStatus Deploy(
        TaskObservation seen, StageTask task, StageTaskStatus known, List<StageTaskStatus> before) =>
        known.Phase == TaskPhase.Waiting && !IsFree(seen, task, before) ? known
            : seen.IsDeployed
                ? known with
                {
                    Phase = TaskPhase.Succeeded,
                    FinishedAt = known.FinishedAt ?? seen.Now,
                    Message = "every cluster of the stage is through",
                }
                : known with
                {
                    Phase = TaskPhase.Running,
                    StartedAt = known.StartedAt ?? seen.Now,
                    FinishedAt = null,
                    Message = "clusters are on their way",
                };

    private static bool IsFree(TaskObservation seen, StageTask task, List<StageTaskStatus> before) =>
        (task.RunAfter ?? []).All(name => before.Exists(one => one.Name == name && IsOver(seen, one)));

    private static bool IsOver(TaskObservation seen, StageTaskStatus status) => status.Phase switch
    {
        TaskPhase.Succeeded or TaskPhase.Skipped => true,
        TaskPhase.Failed => IsAdvisory(seen.Tasks.First(task => task.Name == status.Name)),
        _ => false,
    };

    private static StageTaskStatus Running(TaskObservation seen, StageTask task, StageTaskStatus known)
    {
        if (seen.Now < known.StartedAt || !seen.Sights.TryGetValue(known.Name, out var sight))
        {
            return known;
        }

        var limit = TimeoutOf(task);
        return sight.State switch
        {
            TaskState.Succeeded => known with
            {
                Phase = TaskPhase.Succeeded,
                FinishedAt = seen.Now,
                Message = sight.Says,
            },
            TaskState.Failed => Failed(seen, task, known, sight.Says),
            _ when limit is { } most && seen.Now >= known.StartedAt + most.Value =>
                Failed(seen, task, known, $"it took longer than {most}: {sight.Says}"),
            _ => known with { Message = sight.Says },
        };
    }

    private static StageTaskStatus Failed(TaskObservation seen, StageTask task, StageTaskStatus known, string why)
    {
        var attempt = known.Attempt ?? 1;
        if (attempt > (task.Retries ?? (task.Type == TaskType.Notify ? NoticeRetries : 0)))
        {
            return known with { Phase = TaskPhase.Failed, FinishedAt = seen.Now, Message = why };
        }

        var pause = TimeSpan.FromSeconds(Math.Min(Math.Pow(2, attempt), LongestPause.TotalSeconds));
        return known with
        {
            Attempt = attempt + 1,
            StartedAt = seen.Now + pause,
            Message = $"attempt {attempt} failed, and is repeated: {why}",
        };
    }

    /// <summary>How long an attempt may take; null for ever.</summary>
    private static Duration? TimeoutOf(StageTask task) => task.Timeout ?? task.Type switch
    {
        TaskType.Check => new Duration(TimeSpan.FromMinutes(10)),
        TaskType.Run => new Duration(TimeSpan.FromHours(1)),
        TaskType.Notify => new Duration(TimeSpan.FromMinutes(1)),
        _ => null,
    };

    /// <summary>What was stored as begun and of which nothing is there is begun: after a crash between the
    /// two.</summary>
    private static bool IsBegun(TaskObservation seen, StageTaskStatus known, StageTaskStatus next) =>
        next is { Phase: TaskPhase.Running, Attempt: not null } && seen.Now >= next.StartedAt
        && (known.Phase != TaskPhase.Running
            || (seen.Sights.TryGetValue(known.Name, out var sight) && sight.State == TaskState.NotBegun
                && !(sight.LookAgainAt > seen.Now)));

    private static bool IsSame(StageTaskStatus known, StageTaskStatus next) =>
        known.Phase == next.Phase && known.Attempt == next.Attempt;

    private static DateTimeOffset LookAt(
        TaskObservation seen, StageTask task, StageTaskStatus known, StageTaskStatus next)
    {
        if (!IsSame(known, next))
        {
            return next.StartedAt > seen.Now ? next.StartedAt.Value : seen.Now;
        }

        var soon = IsBegun(seen, known, next) ? JustBegun : Look;
        var at = seen.Sights.GetValueOrDefault(task.Name)?.LookAgainAt is { } again && again > seen.Now
            ? again
            : seen.Now + soon;
        at = next.StartedAt > seen.Now ? next.StartedAt.Value : at;
        return TimeoutOf(task) is { } most && next.StartedAt + most.Value is { } end && end > seen.Now && end < at
            ? end
            : at;
    }
}
