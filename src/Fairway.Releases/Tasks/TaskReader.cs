using Fairway.Api.Releases;
using Fairway.Api.Releases.Tasks;
using Fairway.Releases.Fleet;
using Fairway.Releases.Planning;

namespace Fairway.Releases.Tasks;

/// <summary>Looks how the attempts of tasks stand that are under way.</summary>
internal sealed class TaskReader(FleetContext fleet)
{
    /// <summary>How they stand, by <see cref="StageTasks.Key"/>.</summary>
    public async Task<IReadOnlyDictionary<string, TaskSight>> LookAsync(
        Release release, PlanDocument plan, IReadOnlyList<MemberSight> members, CancellationToken cancel)
    {
        var now = fleet.Services.Now;
        var sights = new SortedDictionary<string, TaskSight>(StringComparer.Ordinal);
        if (release.Status?.Phase is not (ReleasePhase.Running or ReleasePhase.Paused))
        {
            return sights;
        }

        foreach (var stage in release.Status.Stages ?? [])
        {
            foreach (var status in (stage.Tasks ?? []).Where(one => IsUnderWay(one, now)))
            {
                if (OrderOf(release, plan, stage.Name, status, now) is { } order)
                {
                    var items = members.Where(member => member.Stage == stage.Name && !member.IsGone)
                        .Select(member => member.ClusterRelease).OfType<ClusterRelease>();
                    sights[StageTasks.Key(stage.Name, status.Name)] =
                        await LookAsync(order with { Items = [.. items] }, cancel);
                }
            }
        }

        return sights;
    }

    /// <summary>The order of an attempt; null where the pipeline has no such task.</summary>
    public static TaskOrder? OrderOf(
        Release release, PlanDocument plan, string stage, StageTaskStatus status, DateTimeOffset now)
    {
        var task = plan.Pipeline.Stages.FirstOrDefault(one => one.Name == stage)?.Tasks?
            .FirstOrDefault(one => one.Name == status.Name);
        return task is null ? null : new TaskOrder(release, stage, task, status, now);
    }

    /// <summary>What beginning it came to counts where that is its end, and where nothing of it is there.</summary>
    private async Task<TaskSight> LookAsync(TaskOrder order, CancellationToken cancel)
    {
        var begun = fleet.Begun.Find(order.Key);
        if (begun is { State: TaskState.Succeeded or TaskState.Failed })
        {
            return begun;
        }

        var sight = await fleet.Tasks.Of(order.Task.Type).LookAsync(order, cancel);
        return sight.State == TaskState.NotBegun ? begun ?? sight : sight;
    }

    private static bool IsUnderWay(StageTaskStatus status, DateTimeOffset now) =>
        status is { Phase: TaskPhase.Running, Attempt: not null } && now >= status.StartedAt;
}
