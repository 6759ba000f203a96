using System.Text;
using System.Text.Json.Nodes;
using Fairway.Api.Components;
using Fairway.Delivery.Changes;
using Fairway.Delivery.Records;
using Fairway.Schema.Digests;
using Fairway.Simulation.Checkers;
using Fairway.Simulation.Fleets;
using Fairway.Twin.Timing;

namespace Fairway.Simulation.Crowds;

/// <summary>
/// A scripted kind of change, for fleets of hundreds: targets are versions, a step takes as the crowd says. It
/// asks the fence before each write, as real ones do, and tells the checkers what it did. Left out, against real
/// tenants: objects, their merge and their fields, rollouts by pods, hooks, health of objects.
/// </summary>
internal sealed class LightKind(Crowd crowd, SimulatedProcess process, IMetaDb db) : IChangeKind
{
    public string Name => "light";

    public bool Carries(ComponentType type) => true;

    public async Task<PinnedChange> PinAsync(ChangeRequest request, CancellationToken cancel)
    {
        var version = request.Version.Spec.Version;
        var digest = await db.PutContentAsync(Encoding.UTF8.GetBytes(version), cancel);
        return new PinnedChange(Name, request.Component.Metadata.Name, version, null, $"{digest}");
    }

    public async Task<ChangePlan> PlanAsync(ChangeOrder order, CancellationToken cancel)
    {
        var workload = await ReachAsync(order);
        return new ChangePlan(workload.Template, [.. Changes(order, workload)], []);
    }

    public async Task<ActResult> ActAsync(ChangeOrder order, ChangeAct act, CancellationToken cancel)
    {
        var workload = await ReachAsync(order);
        switch (act)
        {
            case ChangeAct.Configure configure:
                return await ConfigureAsync(workload, order, configure, cancel);
            case ChangeAct.Grant grant:
                await GrantAsync(workload, order, grant, cancel);
                return ActResult.Completed;
            case ChangeAct.Halt:
                workload.IsHalted = true;
                return ActResult.Completed;
            default:
                return ActResult.Completed;
        }
    }

    public async Task<ChangeSight> ObserveAsync(ChangeOrder order, CancellationToken cancel)
    {
        var workload = await ReachAsync(order);
        if (workload.Change != order.ChangeName || workload.Template != order.Target.Version)
        {
            return Sight(ChangeState.NotConfigured, workload, "NotConfigured", "the configuration is not brought");
        }

        Advance(workload, order);
        if (workload.HasStopped)
        {
            return Sight(ChangeState.Stopped, workload, "CrashLoop", "its pods crash");
        }

        if (workload.Reached >= order.Steps.Count - 1)
        {
            workload.Running = order.Target.Version;
            return Sight(ChangeState.Complete, workload, "Done", "all pods are new and ready");
        }

        return workload.IsHalted || workload.PermitUntil < crowd.Now
            ? Sight(ChangeState.Halted, workload, "PermitLapsed", "the permit has lapsed")
            : workload.Reached >= workload.Permitted
                ? Sight(ChangeState.AtStep, workload, "WaitingForPermit", $"step {workload.Reached} is reached")
                : Sight(ChangeState.Progressing, workload, "Replacing", "some pods are new");
    }

    public async Task<PinnedChange?> ReverseAsync(ChangeOrder order, CancellationToken cancel)
    {
        var pair = new PairKey(order.ClusterId, order.Target.Component);
        var history = await db.HistoryAsync(pair, 100, null, cancel);
        var good = history.FirstOrDefault(
            record => record.Mark == RecordMark.Good && record.ReleaseId != order.Release);
        return good is null
            ? null
            : new PinnedChange(Name, good.Component, good.Version, null, $"{good.ManifestDigest}");
    }

    private async Task<ActResult> ConfigureAsync(
        LightWorkload workload, ChangeOrder order, ChangeAct.Configure act, CancellationToken cancel)
    {
        if (workload.Change != order.ChangeName)
        {
            await WriteAsync(order, -1, "brake", cancel);
            workload.Brake(order);
            return new ActResult.Waiting("WaitingForBrakes", "the brake is not on yet");
        }

        var changes = Changes(order, workload).ToList();
        if (changes.Exists(change => !act.Approved.Contains(change.Fingerprint)))
        {
            return new ActResult.Different(new ChangePlan(workload.Template, changes, []));
        }

        if (changes.Count > 0)
        {
            await WriteAsync(order, -1, "apply", cancel);
            workload.Template = order.Target.Version;
        }

        return ActResult.Completed;
    }

    private async Task GrantAsync(
        LightWorkload workload, ChangeOrder order, ChangeAct.Grant grant, CancellationToken cancel)
    {
        await order.Fence.EnsureAsync(cancel);
        await process.EnterAsync();
        Advance(workload, order);
        if (workload.Permitted < grant.Step)
        {
            crowd.Tell(order, grant.Step, "grant");
            (workload.Permitted, workload.StepBegan) = (grant.Step, crowd.Now);
        }

        (workload.PermitUntil, workload.IsHalted) = (grant.Until, false);
    }

    private async Task WriteAsync(ChangeOrder order, int step, string what, CancellationToken cancel)
    {
        await order.Fence.EnsureAsync(cancel);
        await process.EnterAsync();
        crowd.Tell(order, step, what);
    }

    /// <summary>Time has passed: a step that is permitted goes on, and no further than its permit.</summary>
    private void Advance(LightWorkload workload, ChangeOrder order)
    {
        var until = crowd.Now < workload.PermitUntil ? crowd.Now : workload.PermitUntil;
        if (workload.IsHalted || workload.HasStopped || workload.Permitted <= workload.Reached
            || until - workload.StepBegan < crowd.StepTime)
        {
            return;
        }

        if (crowd.IsBad(order.ClusterId, workload.Template!))
        {
            workload.HasStopped = true;
        }
        else
        {
            workload.Reached = workload.Permitted;
        }
    }

    private async Task<LightWorkload> ReachAsync(ChangeOrder order)
    {
        await Task.Yield();
        await process.EnterAsync();
        var cluster = crowd.Find(order.ClusterId);
        return cluster is { IsCut: false }
            ? cluster.Of(order.Target.Component)
            : throw Refusals.Lost(order.ClusterId);
    }

    private IEnumerable<PlannedChange> Changes(ChangeOrder order, LightWorkload workload)
    {
        var target = order.Target;
        if (workload.Template != target.Version)
        {
            var change = $"{target.Component}/{workload.Template}/{target.Version}";
            var digest = Digest.Of(Encoding.UTF8.GetBytes($"{change}{crowd.Find(order.ClusterId)!.Infrastructure}"));
            yield return new PlannedChange(
                $"Deployment {target.Component}/{target.Component}", "image", workload.Template, target.Version,
                ChangeVerdict.Allow, "", $"{digest}", false);
        }
    }

    private static ChangeSight Sight(ChangeState state, LightWorkload workload, string reason, string message) =>
        new(state, workload.Reached, reason, message, new JsonObject { ["running"] = workload.Running });
}
