using System.Text.Json.Nodes;
using Fairway.Api.Clusters;
using Fairway.Api.Releases;
using Fairway.Api.Releases.Tasks;
using Fairway.Delivery.Gates;
using Fairway.Releases.Approvals;
using Fairway.Releases.Gates;

namespace Fairway.Releases.Tasks.Types;

/// <summary>Waits until people approve the plan: by the same Approvals as stages ask for, and counted
/// alike.</summary>
internal sealed class ApproveTaskType(Func<IReadOnlyList<Approval>> approvals) : ITaskType
{
    public TaskType Type => TaskType.Approve;

    public Task<TaskSight> LookAsync(TaskOrder order, CancellationToken cancel)
    {
        var demand = order.Task.Approve!;
        var subject = new GateSubject
        {
            Now = order.Now,
            Cluster = new Cluster(),
            Release = order.Release,
            Stage = order.Stage,
            Changes = [],
            Approvals = [new ApprovalDemand { Group = demand.Group, Count = demand.Count }],
        };
        var answer = ApprovalPlanner.Decide(subject, approvals())!;
        var state = answer.Decision == GateDecision.Pass ? TaskState.Succeeded : TaskState.Running;
        return Task.FromResult(new TaskSight(state, answer.Says, (JsonObject)answer.Facts.DeepClone())
        {
            LookAgainAt = order.Now + TimeSpan.FromMinutes(1),
        });
    }
}
