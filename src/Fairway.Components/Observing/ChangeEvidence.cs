using System.Text.Json.Nodes;
using Fairway.Delivery.Changes;

namespace Fairway.Components.Observing;

/// <summary>Folds what is seen of workloads into what is seen of the change: it is as far as the slowest, and stopped
/// where one is.</summary>
internal static class ChangeEvidence
{
    private static readonly ChangeState[] Worst =
    [
        ChangeState.Stopped, ChangeState.NotConfigured, ChangeState.Halted, ChangeState.Progressing, ChangeState.AtStep,
        ChangeState.Complete,
    ];

    /// <param name="workloads">What is seen of each; none for a change without workloads, which is complete.</param>
    /// <param name="lastStep">Index of the last step.</param>
    public static ChangeSight Fold(IReadOnlyList<WorkloadEvidence> workloads, int lastStep)
    {
        var facts = new JsonObject
        {
            ["workloads"] = new JsonArray([.. workloads.Select(workload => (JsonNode)workload.Facts)]),
        };
        if (workloads.Count == 0)
        {
            return new ChangeSight(
                ChangeState.Complete, lastStep, "Done", "The configuration is applied; nothing in it rolls.", facts);
        }

        var worst = workloads.MinBy(workload => Array.IndexOf(Worst, workload.State))!;
        var step = workloads.Min(workload => workload.State == ChangeState.Complete ? lastStep : workload.Step);
        return new ChangeSight(worst.State, step, worst.Reason, worst.Message, facts);
    }
}
