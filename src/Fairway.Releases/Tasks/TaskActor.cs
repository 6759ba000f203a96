using System.Text.Json.Nodes;
using Fairway.Api.Releases.Tasks;
using Fairway.Delivery.Gates;
using Fairway.Delivery.Records;
using Fairway.Releases.Clusters;
using Fairway.Releases.Fleet;

namespace Fairway.Releases.Tasks;

/// <summary>Begins and ends attempts of tasks.</summary>
internal sealed class TaskActor(FleetContext fleet)
{
    /// <summary>Begins one: nothing where it has begun.</summary>
    public async Task BeginAsync(ReleaseObservation seen, ReleaseAct.BeginTask act, CancellationToken cancel)
    {
        if (OrderOf(seen, act.Stage, act.Task) is { } order)
        {
            fleet.Begun.Begun(order.Key, await fleet.Tasks.Of(order.Task.Type).BeginAsync(order, cancel));
        }
    }

    /// <summary>Records what one came to, and clears up after it.</summary>
    public async Task EndAsync(ReleaseObservation seen, ReleaseAct.EndTask act, CancellationToken cancel)
    {
        if (OrderOf(seen, act.Stage, act.Task) is not { } order)
        {
            return;
        }

        if (act.Sight is { } sight)
        {
            await fleet.Services.MetaDb.CommitAsync(BatchOf(seen, act, order, sight), cancel);
        }

        fleet.Begun.Begun(order.Key, null);
        if (await fleet.Tasks.Of(order.Task.Type).EndAsync(order, cancel) is { } left)
        {
            // It keeps nobody from going on: what is left ends by its own deadline.
            var entry = AuditOf(seen, act, order, left) with { Verb = "task-clear-up" };
            await fleet.Services.MetaDb.CommitAsync(new MetaDbBatch { Audit = [entry] }, cancel);
        }
    }

    private MetaDbBatch BatchOf(ReleaseObservation seen, ReleaseAct.EndTask act, TaskOrder order, TaskSight sight)
    {
        var release = ReleaseId.Of(seen.Release);
        var evidence = new Evidence
        {
            Gate = $"task/{order.Task.Name}",
            Subject = new EvidenceSubject(release, null, act.Stage),
            Decision = sight.State == TaskState.Succeeded ? GateDecision.Pass : GateDecision.Fail,
            ObservedAt = seen.Now,
            Facts = sight.Facts,
            Says = sight.Says,
        };
        return new MetaDbBatch { Evidence = [evidence], Audit = [AuditOf(seen, act, order, sight.Says)] };
    }

    private AuditEntry AuditOf(ReleaseObservation seen, ReleaseAct.EndTask act, TaskOrder order, string reason) => new()
    {
        At = seen.Now,
        Actor = fleet.Services.Member,
        Verb = "task",
        Subject = $"{order.Task.Name} of the stage {act.Stage} of {ReleaseId.Of(seen.Release)}",
        Reason = reason,
        Detail = new JsonObject { ["attempt"] = act.Task.Attempt, ["state"] = act.Sight?.State.ToString() },
    };

    private static TaskOrder? OrderOf(ReleaseObservation seen, string stage, StageTaskStatus status) =>
        seen.Plan is { } plan ? TaskReader.OrderOf(seen.Release, plan, stage, status, seen.Now) : null;
}
