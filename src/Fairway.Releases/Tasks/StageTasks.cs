using Fairway.Api.Releases;
using Fairway.Api.Releases.Tasks;
using Fairway.Releases.Fleet;

namespace Fairway.Releases.Tasks;

/// <summary>The tasks of a stage within the plan of its Release. Pure.</summary>
internal static class StageTasks
{
    private static readonly TaskPlan None = new([]) { MayDeploy = true, IsDone = true };

    /// <summary>Whether a stage has clusters.</summary>
    public static bool Deploys(Stage stage) =>
        stage.Tasks is not { Count: > 0 } tasks || tasks.Any(task => task.Type == TaskType.Deploy);

    /// <summary>What is to be done for them.</summary>
    public static TaskPlan Plan(ReleaseObservation seen, Stage stage, StageStatus status)
    {
        if (stage.Tasks is not { Count: > 0 } tasks)
        {
            return None;
        }

        var members = seen.Of(stage.Name);
        return TaskPlanner.Plan(new TaskObservation
        {
            Now = seen.Now,
            Tasks = tasks,
            Known = status.Tasks ?? [],
            Sights = tasks.Where(task => seen.TaskSights.ContainsKey(Key(stage.Name, task.Name)))
                .ToDictionary(task => task.Name, task => seen.TaskSights[Key(stage.Name, task.Name)]),
            Clusters = members.Count,
            IsDeployed = members.All(member => member.IsFinished),
            Hold = HoldOf(seen),
        });
    }

    /// <summary>The acts of a plan that come before its statuses are stored.</summary>
    public static IEnumerable<ReleaseAct> Ends(string stage, TaskPlan plan) =>
        plan.Ends.Select(end => new ReleaseAct.EndTask(stage, end.Status, end.Sight, "it is over"));

    /// <summary>Those that come after.</summary>
    public static IEnumerable<ReleaseAct> Begins(string stage, TaskPlan plan) =>
        plan.Begins.Select(status => new ReleaseAct.BeginTask(stage, status, "it is stored as begun"));

    /// <summary>What ends the attempts that are under way, where the Release does not go on.</summary>
    public static IReadOnlyList<ReleaseAct> Abandoned(ReleaseObservation seen) =>
    [
        .. from stage in seen.Status.Stages ?? []
           from task in stage.Tasks ?? []
           where task is { Phase: TaskPhase.Running, Attempt: not null }
           select new ReleaseAct.EndTask(stage.Name, task, null, "the Release does not go on"),
    ];

    /// <summary>How what is seen of a task is found.</summary>
    public static string Key(string stage, string task) => $"{stage}/{task}";

    private static string? HoldOf(ReleaseObservation seen) => seen.Spec.Paused
        ? "paused"
        : seen.Members.FirstOrDefault(member => member.Stop is not null)?.Stop is { } stop
            ? $"the EmergencyStop {stop.Name} holds it: {stop.Why}"
            : null;
}
