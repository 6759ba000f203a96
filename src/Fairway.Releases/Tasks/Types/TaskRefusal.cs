using System.Text.Json.Nodes;
using Fairway.Kube;

namespace Fairway.Releases.Tasks.Types;

/// <summary>What it means for an attempt that its Job could not be made. Pure.</summary>
internal static class TaskRefusal
{
    private static readonly TimeSpan Again = TimeSpan.FromSeconds(5);

    /// <summary>A refusal that would be the same again is the end of the attempt; what may pass is tried
    /// again.</summary>
    public static TaskSight Of(TaskOrder order, KubeApiException refusal)
    {
        var where = order.Task.Run!.Cluster ?? "the meta cluster";
        var facts = new JsonObject
        {
            ["job"] = TaskJob.NameOf(order),
            ["code"] = refusal.Status,
            ["reason"] = refusal.Reason,
        };
        if (IsFinal(refusal))
        {
            return new TaskSight(TaskState.Failed, $"its Job cannot be made in {where}: {refusal.Message}", facts);
        }

        var asked = TimeSpan.FromSeconds(refusal.RetryAfterSeconds ?? 0);
        return new TaskSight(
            TaskState.NotBegun, $"its Job cannot be made in {where} yet: {refusal.Message}", facts)
        {
            LookAgainAt = order.Now + (asked > Again ? asked : Again),
        };
    }

    /// <summary>401 may be a token that is renewed, 409 a quota that was counted at the same time.</summary>
    private static bool IsFinal(KubeApiException refusal) =>
        refusal.Status is >= 400 and < 500 and not (401 or 408 or 409 or 429);
}
