using System.Text.Json.Nodes;
using Fairway.Api.Meta;
using Fairway.Api.Releases;
using Fairway.Components.Targets;
using Fairway.Components.Tenants;
using Fairway.Delivery.Changes;
using Fairway.Kube;
using Fairway.Kube.Requests;
using Fairway.Merge.Diffing;

namespace Fairway.Components.Hooks;

/// <summary>Runs the hooks of an act, step by step: each step is decided on what is there, so that it can be cut off
/// anywhere and taken up by whoever comes next.</summary>
internal sealed class HookRunner(Tenant tenant, ChangeOrder order)
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);
    private readonly HookLedgerShelf shelf = new(tenant.Api, order.Target.Component, order.Fence);

    /// <summary>Runs the hooks of a moment.</summary>
    /// <returns>Null when nothing is left of them; else what is waited for.</returns>
    /// <exception cref="ChangeRefusedException">One failed.</exception>
    public async Task<ActResult.Waiting?> RunAsync(
        IReadOnlyList<TargetHook>? all, string moment, CancellationToken cancel)
    {
        var hooks = (all ?? []).Where(hook => hook.Events.Contains(moment)).ToList();
        if (hooks.Count == 0)
        {
            return null;
        }

        var ledger = await shelf.ReadAsync(cancel);
        if (ledger?.Change != order.ChangeName)
        {
            ledger = new HookLedger { Change = order.ChangeName };
        }

        while (true)
        {
            var seen = await ObserveAsync(moment, hooks, ledger, cancel);
            switch (HookPlanner.Next(seen))
            {
                case HookStep.Write write:
                    await shelf.WriteAsync(ledger = write.Ledger, cancel);
                    break;
                case HookStep.Make make:
                    await MakeAsync(make.Hook, seen.Run, cancel);
                    break;
                case HookStep.Delete delete:
                    await DeleteAsync(delete.Reference, delete.Live, cancel);
                    break;
                case HookStep.Wait wait:
                    return Waiting(wait.Message);
                case HookStep.Fail fail:
                    throw new ChangeRefusedException(ClusterReleaseReasons.HookFailed, fail.Message);
                default:
                    return null;
            }
        }
    }

    /// <summary>Ends what hooks of an earlier change are still doing: an act that was given up must not go on beside
    /// the next one.</summary>
    /// <returns>Null when none is left.</returns>
    public async Task<ActResult.Waiting?> EndOthersAsync(CancellationToken cancel)
    {
        if (await shelf.ReadAsync(cancel) is not { } ledger || ledger.Change == order.ChangeName)
        {
            return null;
        }

        foreach (var entry in ledger.Entries.Where(one => one.State is HookState.Begun or HookState.Running))
        {
            if (await tenant.FindAsync(entry.Reference, cancel) is not { } live
                || HookPlanner.RunOf(live) != $"{ledger.Change}/{entry.Moment}")
            {
                continue;
            }

            if (HookEnd.Of(entry.Reference, live, []).IsOver)
            {
                continue;
            }

            if (live["metadata"]?["deletionTimestamp"] is null)
            {
                await DeleteAsync(entry.Reference, live, cancel);
            }

            return Waiting($"{entry.Reference}, a hook of {ledger.Change}, has not ended, and is being deleted");
        }

        return null;
    }

    private static ActResult.Waiting Waiting(string message) =>
        new(ClusterReleaseReasons.WaitingForHook, message) { LookAfter = Look };

    private async Task<HookObservation> ObserveAsync(
        string moment, IReadOnlyList<TargetHook> hooks, HookLedger ledger, CancellationToken cancel)
    {
        var live = new Dictionary<ObjectRef, JsonObject>();
        var seen = new HookObservation(moment, hooks, ledger, live, []);
        foreach (var reference in HookPlanner.Needs(seen))
        {
            if (await tenant.FindAsync(reference, cancel) is { } found)
            {
                live[reference] = found;
            }
        }

        return seen.Current is { } hook
            && hook.Reference.Kind is { Group: "batch", Kind: "Job" }
            && ledger.Find(moment, hook.Reference)?.State == HookState.Running
            ? seen with { Pods = await PodsAsync(hook.Reference, cancel) }
            : seen;
    }

    private async Task<IReadOnlyList<JsonObject>> PodsAsync(ObjectRef job, CancellationToken cancel)
    {
        var query = new ListQuery
        {
            Namespace = job.Namespace, LabelSelector = $"batch.kubernetes.io/job-name={job.Name}",
        };
        var answer = await tenant.Api.ListAsync(KubeResources.Pods, query, cancel);
        return [.. (answer.ReadNode()["items"] as JsonArray ?? []).OfType<JsonObject>()];
    }

    private async Task MakeAsync(TargetHook hook, string run, CancellationToken cancel)
    {
        var resource = tenant.Kinds.Get(hook.Reference);
        await order.Fence.EnsureAsync(cancel);
        await tenant.Api.CreateAsync(
            resource,
            Tenant.Key(hook.Reference).Namespace,
            HookBody.Of(hook, run),
            new WriteOptions { FieldManager = Labels.ConfigurationManager },
            cancel);
    }

    /// <summary>In the foreground: a Job is gone when its pods are.</summary>
    private async Task DeleteAsync(ObjectRef reference, JsonObject live, CancellationToken cancel)
    {
        await order.Fence.EnsureAsync(cancel);
        await tenant.Api.DeleteIfPresentAsync(
            tenant.Kinds.Get(reference),
            Tenant.Key(reference),
            new DeleteOptions { Uid = (string?)live["metadata"]?["uid"], PropagationPolicy = "Foreground" },
            cancel);
    }
}
