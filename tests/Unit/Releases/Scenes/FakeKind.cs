using System.Text;
using System.Text.Json.Nodes;
using Fairway.Api.Components;
using Fairway.Delivery.Changes;
using Fairway.Delivery.Records;
using Fairway.Schema.Digests;

namespace Fairway.Tests.Releases.Scenes;

/// <summary>
/// A scripted kind of change: targets are versions; a step takes two seconds while its permit lives. It asks the fence
/// as a real one does, and writes down what it does.
/// </summary>
internal sealed class FakeKind(ReleaseWorld world, Func<bool> isDead) : IChangeKind
{
    private static readonly TimeSpan StepTime = TimeSpan.FromSeconds(2);

    public string Name => "fake";

    public bool Carries(ComponentType type) => type == ComponentType.AddOn;

    public async Task<PinnedChange> PinAsync(ChangeRequest request, CancellationToken cancel)
    {
        var version = request.Version.Spec.Version;
        world.Asked.Add(request);
        if (version == "refused")
        {
            throw new ChangeRefusedException("BadValues", "values.yaml: proxy.port must be a number");
        }

        var bytes = Encoding.UTF8.GetBytes(version);
        var digest = await world.Db.PutContentAsync(bytes, cancel);
        return new PinnedChange(Name, request.Component.Metadata.Name, version, null, digest.ToString());
    }

    public async Task<ChangePlan> PlanAsync(ChangeOrder order, CancellationToken cancel)
    {
        await Task.Yield();
        var tenant = Tenant(order);
        tenant.Reach();
        await tenant.LookAsync(world.Time, cancel);
        var state = await world.Db.NewestAsync(new PairKey(order.ClusterId, order.Target.Component), cancel);
        return new ChangePlan(state.Applied?.Version, [.. Changes(tenant, order.Target)], []);
    }

    public async Task<ActResult> ActAsync(ChangeOrder order, ChangeAct act, CancellationToken cancel)
    {
        await Task.Yield();
        var tenant = Tenant(order);
        tenant.Reach();
        await tenant.BeforeActAsync(act);
        switch (act)
        {
            case ChangeAct.Configure configure:
                return await ConfigureAsync(tenant, order, configure, cancel);
            case ChangeAct.Grant grant:
                await WriteAsync(
                    tenant, order, $"grant {grant.Step}", cancel, begins: tenant.Permitted < grant.Step);
                Advance(tenant);
                if (tenant.Permitted < grant.Step)
                {
                    (tenant.Permitted, tenant.StepBegan) = (grant.Step, world.Now);
                }

                (tenant.PermitUntil, tenant.IsHalted) = (grant.Until, false);
                return ActResult.Completed;
            case ChangeAct.Finish:
                return ActResult.Completed;
            default:
                tenant.IsHalted = true;
                world.Tell(tenant, order, "halt");
                return ActResult.Completed;
        }
    }

    public async Task<ChangeSight> ObserveAsync(ChangeOrder order, CancellationToken cancel)
    {
        await Task.Yield();
        var tenant = Tenant(order);
        tenant.Reach();
        if (tenant.Change != order.ChangeName || tenant.Template != order.Target.Version)
        {
            return Sight(ChangeState.NotConfigured, tenant, "NotConfigured", "the configuration is not brought");
        }

        Advance(tenant);
        var last = tenant.Reached >= order.Steps.Count - 1;
        if (tenant.HasStopped)
        {
            return Sight(ChangeState.Stopped, tenant, "CrashLoop", $"pod web-0 of {tenant.Id} crashes");
        }

        if (last)
        {
            tenant.Running = order.Target.Version;
            return Sight(ChangeState.Complete, tenant, "Done", "all 3 pods are new and ready");
        }

        return tenant.IsHalted || tenant.PermitUntil < world.Now
            ? Sight(ChangeState.Halted, tenant, "PermitLapsed", "the permit has lapsed")
            : tenant.Reached >= tenant.Permitted
                ? Sight(ChangeState.AtStep, tenant, "WaitingForPermit", $"step {tenant.Reached} is reached")
                : Sight(ChangeState.Progressing, tenant, "Replacing", "1 of 3 pods is new");
    }

    public async Task<PinnedChange?> ReverseAsync(ChangeOrder order, CancellationToken cancel)
    {
        var pair = new PairKey(order.ClusterId, order.Target.Component);
        var history = await world.Db.HistoryAsync(pair, 100, null, cancel);
        var good = history.FirstOrDefault(
            record => record.Mark == RecordMark.Good && record.ReleaseId != order.Release);
        return good is null
            ? null
            : new PinnedChange(Name, good.Component, good.Version, null, good.ManifestDigest.ToString());
    }

    private async Task<ActResult> ConfigureAsync(
        FakeTenant tenant, ChangeOrder order, ChangeAct.Configure act, CancellationToken cancel)
    {
        if (tenant.Change != order.ChangeName)
        {
            await WriteAsync(tenant, order, "brake", cancel);
            tenant.Brake(order);
            return new ActResult.Waiting("WaitingForBrakes", "the brake is not on yet");
        }

        var changes = Changes(tenant, order.Target).ToList();
        if (changes.Exists(change => !act.Approved.Contains(change.Fingerprint)))
        {
            return new ActResult.Different(new ChangePlan(tenant.Template, changes, []));
        }

        if (changes.Count > 0)
        {
            await WriteAsync(tenant, order, "apply", cancel);
            (tenant.Template, tenant.Drift) = (order.Target.Version, null);
        }

        return ActResult.Completed;
    }

    private async Task WriteAsync(
        FakeTenant tenant, ChangeOrder order, string what, CancellationToken cancel, bool begins = false)
    {
        await (begins ? order.Fence.EnsureMayBeginAsync(cancel) : order.Fence.EnsureAsync(cancel));
        if (isDead())
        {
            throw new OperationCanceledException("the process is dead");
        }

        world.Tell(tenant, order, what);
    }

    /// <summary>Time has passed: a step that is permitted goes on, and no further than its permit.</summary>
    private void Advance(FakeTenant tenant)
    {
        var until = world.Now < tenant.PermitUntil ? world.Now : tenant.PermitUntil;
        if (tenant.IsHalted || tenant.HasStopped || tenant.Permitted <= tenant.Reached
            || until - tenant.StepBegan < StepTime)
        {
            return;
        }

        if (tenant.Crashes.Contains(tenant.Template!))
        {
            tenant.HasStopped = true;
        }
        else if (!tenant.Hangs.Contains(tenant.Template!))
        {
            tenant.Reached = tenant.Permitted;
        }
    }

    private static IEnumerable<PlannedChange> Changes(FakeTenant tenant, PinnedChange target)
    {
        if (tenant.Template != target.Version)
        {
            var verdict = target.Version == "forbidden" ? ChangeVerdict.Refuse : ChangeVerdict.Allow;
            yield return Field("image", tenant.Template, target.Version, verdict);
        }

        if (tenant.Drift is { } drift)
        {
            yield return Field("replicas", drift, "3", ChangeVerdict.Allow);
        }
    }

    private static PlannedChange Field(string path, string? before, string after, ChangeVerdict verdict) => new(
        "StatefulSet web/web", path, before, after, verdict, verdict == ChangeVerdict.Allow ? "" : "never",
        Digest.Of(Encoding.UTF8.GetBytes($"{path}/{before}/{after}")).ToString(), path == "replicas");

    private static ChangeSight Sight(ChangeState state, FakeTenant tenant, string reason, string message) => new(
        state, tenant.Reached, reason, message, new JsonObject { ["running"] = tenant.Running });

    private FakeTenant Tenant(ChangeOrder order) =>
        world.Tenant(order.ClusterId).For(order.Target.Component);
}
