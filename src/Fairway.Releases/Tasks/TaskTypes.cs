using Fairway.Api.Releases;
using Fairway.Api.Releases.Tasks;
using Fairway.Releases.Gates;
using Fairway.Releases.Manager;
using Fairway.Releases.Tasks.Types;

namespace Fairway.Releases.Tasks;

/// <summary>The types of tasks that a manager knows: each is a file here, a record of its block in the API, a page of
/// the reference, and a test.</summary>
internal sealed class TaskTypes(IReadOnlyList<ITaskType> all)
{
    /// <summary>Those of a manager.</summary>
    public static TaskTypes Of(ReleaseServices services) => new(
    [
        new DeployTaskType(),
        new WaitTaskType(),
        new CheckTaskType(services.Gates.FirstOrDefault(gate => gate.Name == "metrics"), services.Caches.Cluster),
        new ApproveTaskType(() => services.Caches.Gates.Approvals),
        RunOf(services),
        new NotifyTaskType(services.Notifier),
    ]);

    private static ITaskType RunOf(ReleaseServices services)
    {
        var jobs = new RunTaskType(
            async (cluster, cancel) =>
                cluster is null ? services.MetaApi : await services.Directory.ConnectAsync(cluster, cancel));
        return services.LocalRunner is { } local ? new LocalRunTaskType(local, jobs) : jobs;
    }

    /// <summary>The type of a task.</summary>
    public ITaskType Of(TaskType type) => all.First(one => one.Type == type);
}
