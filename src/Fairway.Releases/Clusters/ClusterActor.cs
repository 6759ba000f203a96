using System.Text.Json.Nodes;
using Fairway.Api.Releases;
using Fairway.Delivery.Changes;
using Fairway.Delivery.Records;
using Fairway.Releases.Manager;

namespace Fairway.Releases.Clusters;

/// <summary>Does the acts of a plan, in order, up to the first that is not done.</summary>
internal sealed class ClusterActor(ClusterShardContext shard)
{
    private readonly ClusterComponentWriter _components = new(shard);

    /// <summary>Does the acts.</summary>
    public async Task<ActsOutcome> ActAsync(
        ClusterReleaseObservation seen, IReadOnlyList<ClusterAct> acts, CancellationToken cancel)
    {
        var outcome = ActsOutcome.Done;
        try
        {
            foreach (var act in acts)
            {
                ReleaseMetrics.Begins(seen, act, shard.Services.Now);
                outcome = await ActAsync(seen, act, outcome, cancel);
                ReleaseMetrics.Done(seen, act);
                if (!outcome.IsWhole)
                {
                    break;
                }
            }
        }
        catch (Exception e) when (Troubles.Of(e) is not null)
        {
            outcome = outcome with { Trouble = Troubles.Of(e) };
        }

        return outcome;
    }

    private async Task<ActsOutcome> ActAsync(
        ClusterReleaseObservation seen, ClusterAct act, ActsOutcome before, CancellationToken cancel)
    {
        switch (act)
        {
            case ClusterAct.KeepEvidence keep:
                return before with { Evidence = [.. before.Evidence, .. await KeepAsync(seen, keep, cancel)] };
            case ClusterAct.RecordIntent intent:
                return before with { Sequence = await IntendAsync(seen, intent, cancel) };
            case ClusterAct.Configure configure:
                var configured = await OrderAsync(seen, new ChangeAct.Configure(configure.Approved), cancel);
                shard.Permits.Granted(seen.ClusterRelease, seen.Now);
                return Take(before, configured);
            case ClusterAct.Grant grant:
                var granted = await OrderAsync(seen, new ChangeAct.Grant(grant.Step, grant.Until), cancel);
                shard.Permits.Granted(seen.ClusterRelease, seen.Now);
                return Take(before, granted);
            case ClusterAct.Finish:
                return Take(before, await OrderAsync(seen, new ChangeAct.Finish(), cancel));
            case ClusterAct.Halt halt:
                shard.Permits.Forget(seen.ClusterRelease);
                await OrderAsync(seen, new ChangeAct.Halt(halt.Why), cancel);
                return before;
            default:
                await RecordAsync(seen, act, cancel);
                return before;
        }
    }

    private static ActsOutcome Take(ActsOutcome before, ActResult result) => before with
    {
        Waiting = result as ActResult.Waiting,
        Different = result as ActResult.Different,
    };

    /// <summary>Only beginnings are held by a pause and by gates: the configuration's here, a step's by who grants it
    /// and sees whether it was granted before.</summary>
    private async Task<ActResult> OrderAsync(ClusterReleaseObservation seen, ChangeAct act, CancellationToken cancel)
    {
        var fence = new ClusterFence(shard, seen.ClusterRelease, act is ChangeAct.Configure);
        var order = await ClusterOrders.FindAsync(shard, seen.ClusterRelease, seen.ChangeNow, fence, cancel);
        return order is null
            ? ActResult.Completed
            : await shard.Services.Kind(seen.ChangeNow.Kind).ActAsync(order, act, cancel);
    }

    /// <summary>The first intent is a beginning, which gates hold; to claim what is under way is none.</summary>
    private async Task<long> IntendAsync(
        ClusterReleaseObservation seen, ClusterAct.RecordIntent act, CancellationToken cancel)
    {
        var begins = !ClusterPhases.IsActing(seen.Status.Phase);
        await new ClusterFence(shard, seen.ClusterRelease, begins).EnsureAsync(cancel);
        return await Records(seen).IntendAsync(await TargetAsync(seen, cancel), act.Why, cancel);
    }

    private async Task RecordAsync(ClusterReleaseObservation seen, ClusterAct act, CancellationToken cancel)
    {
        var target = act is ClusterAct.MarkFailed
            ? ClusterOrders.TargetOf(seen.ChangeNow)
            : await TargetAsync(seen, cancel);
        switch (act)
        {
            case ClusterAct.RecordApplied applied:
                var record = await Records(seen).ApplyAsync(target, applied.Why, cancel);
                await _components.AppliedAsync(seen, target, record, cancel);
                break;
            case ClusterAct.RecordGood good:
                var approved = await Records(seen).ApproveAsync(target, good.Why, cancel);
                await _components.GoodAsync(seen, target, approved, cancel);
                break;
            case ClusterAct.MarkFailed failed:
                await _components.FailedAsync(seen, target, failed, cancel);
                break;
        }
    }

    private async Task<PinnedChange> TargetAsync(ClusterReleaseObservation seen, CancellationToken cancel)
    {
        var order = await ClusterOrders.FindAsync(
            shard, seen.ClusterRelease, seen.ChangeNow, NoFence.Refusing, cancel);
        return order?.Target ?? throw new ChangeRefusedException(
            ClusterReleaseReasons.NothingToGoBackTo, $"{seen.ChangeNow.Component} has no good version to go back to");
    }

    private async Task<IEnumerable<KeyValuePair<string, string>>> KeepAsync(
        ClusterReleaseObservation seen, ClusterAct.KeepEvidence act, CancellationToken cancel)
    {
        var step = seen.Status.Step < 0 ? seen.ChangeNow.Component : $"{seen.ChangeNow.Component}/{seen.Status.Step}";
        var evidence = act.Findings.Select(finding => new Evidence
        {
            Gate = finding.Name,
            Subject = new EvidenceSubject(ReleaseId.Of(seen.ClusterRelease), shard.ClusterId, step),
            Decision = finding.Answer.Decision,
            ObservedAt = seen.Now,
            Facts = finding.Answer.Facts,
            Says = finding.Answer.Says,
        });
        var batch = new MetaDbBatch { Evidence = [.. evidence], Audit = [.. Bypasses(seen, act)] };
        var receipt = await shard.Services.MetaDb.CommitAsync(batch, cancel);
        return act.Findings.Zip(
            receipt.Evidence, (finding, digest) => KeyValuePair.Create(finding.Name, digest.ToString()));
    }

    private IEnumerable<AuditEntry> Bypasses(ClusterReleaseObservation seen, ClusterAct.KeepEvidence act) =>
        from finding in act.Findings
        let bypass = finding.Answer.Bypass
        where bypass is not null
        select new AuditEntry
        {
            At = seen.Now,
            Actor = shard.Services.Member,
            Verb = "bypass",
            Subject = $"{ReleaseId.Of(seen.ClusterRelease)} on {shard.ClusterId}",
            Reason = bypass,
            Detail = new JsonObject { ["gate"] = finding.Name, ["change"] = seen.ChangeNow.Component },
        };

    private ClusterRecords Records(ClusterReleaseObservation seen) => new(shard, ReleaseId.Of(seen.ClusterRelease));
}
