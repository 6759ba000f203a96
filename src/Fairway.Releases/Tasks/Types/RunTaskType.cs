using System.Text.Json.Nodes;
using Fairway.Api.Releases.Tasks;
using Fairway.Kube;

namespace Fairway.Releases.Tasks.Types;

/// <summary>Runs a container as a Job, under a name that the attempt decides: to create it twice creates it
/// once.</summary>
internal sealed class RunTaskType(Func<string?, CancellationToken, Task<IKubeApi>> connect) : ITaskType
{
    private const int KeptSeconds = 3600;
    private static readonly KubeResource Jobs = new("batch", "v1", "jobs", "Job", true);
    private static readonly KubeResource Accounts = new("", "v1", "serviceaccounts", "ServiceAccount", true);

    public TaskType Type => TaskType.Run;

    public async Task<TaskSight?> BeginAsync(TaskOrder order, CancellationToken cancel)
    {
        try
        {
            var api = await connect(order.Task.Run!.Cluster, cancel);
            if (await HasAccountAsync(api, order, cancel))
            {
                await api.CreateAsync(Jobs, TaskJob.NamespaceName, TaskJob.Of(order), null, cancel);
            }

            return null;
        }
        catch (KubeApiException e) when (e.IsAlreadyExists)
        {
            return null;
        }
        catch (KubeApiException e)
        {
            return TaskRefusal.Of(order, e);
        }
    }

    public async Task<TaskSight> LookAsync(TaskOrder order, CancellationToken cancel)
    {
        try
        {
            var api = await connect(order.Task.Run!.Cluster, cancel);
            var job = await api.FindAsync(Jobs, KeyOf(order), cancel);
            return job is not null ? OfJob(order, job.ReadNode()) : await AbsentAsync(api, order, cancel);
        }
        catch (KubeApiException e)
        {
            return new TaskSight(TaskState.Running, $"its Job cannot be read: {e.Message}", []);
        }
    }

    public async Task<string?> EndAsync(TaskOrder order, CancellationToken cancel)
    {
        try
        {
            // What is recorded may go, after people had time to read its log; what still runs ends.
            var api = await connect(order.Task.Run!.Cluster, cancel);
            var patch = new JsonObject
            {
                ["spec"] = new JsonObject
                {
                    ["ttlSecondsAfterFinished"] = KeptSeconds,
                    ["suspend"] = true,
                },
            };
            await api.MergePatchAsync(Jobs, KeyOf(order), patch, null, cancel);
            return null;
        }
        catch (KubeApiException e) when (e.IsNotFound)
        {
            return null;
        }
        catch (KubeApiException e)
        {
            return $"the Job {TaskJob.NameOf(order)} ends by its own deadline, and stays until somebody deletes it: "
                + e.Message;
        }
    }

    private static TaskSight OfJob(TaskOrder order, JsonNode job)
    {
        var name = TaskJob.NameOf(order);
        var facts = new JsonObject { ["job"] = name, ["status"] = job["status"]?.DeepClone() };
        var ended = (job["status"]?["conditions"] as JsonArray ?? []).FirstOrDefault(
            one => (string?)one?["type"] is "Complete" or "Failed" && (string?)one["status"] == "True");
        return (string?)ended?["type"] switch
        {
            "Complete" => new TaskSight(TaskState.Succeeded, $"the Job {name} is complete", facts),
            "Failed" => new TaskSight(
                TaskState.Failed,
                $"the Job {name} failed: {(string?)ended!["reason"]}: {(string?)ended["message"]}",
                facts),
            _ => new TaskSight(TaskState.Running, $"the Job {name} runs", facts),
        };
    }

    private static async Task<TaskSight> AbsentAsync(IKubeApi api, TaskOrder order, CancellationToken cancel) =>
        await HasAccountAsync(api, order, cancel)
            ? new TaskSight(TaskState.NotBegun, "it is about to begin", [])
            : new TaskSight(
                TaskState.Failed,
                $"there is no ServiceAccount {order.Task.Run!.ServiceAccount} in {TaskJob.NamespaceName} of "
                + $"{order.Task.Run.Cluster ?? "the meta cluster"}: make it",
                []);

    /// <summary>Without it a Job would make no pods, and nobody would say why.</summary>
    private static async Task<bool> HasAccountAsync(IKubeApi api, TaskOrder order, CancellationToken cancel)
    {
        var key = new ObjectKey(TaskJob.NamespaceName, order.Task.Run!.ServiceAccount);
        return await api.FindAsync(Accounts, key, cancel) is not null;
    }

    private static ObjectKey KeyOf(TaskOrder order) => new(TaskJob.NamespaceName, TaskJob.NameOf(order));
}
