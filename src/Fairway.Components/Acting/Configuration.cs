using System.Text.Json.Nodes;
using Fairway.Api.Releases;
using Fairway.Api.Rollouts;
using Fairway.Components.Hooks;
using Fairway.Components.Planning;
using Fairway.Components.Targets;
using Fairway.Components.Tenants;
using Fairway.Delivery.Changes;
using Fairway.Delivery.Rollouts;
using Fairway.Merge.Diffing;

namespace Fairway.Components.Acting;

/// <summary>
/// Brings a target to a cluster: namespaces, brakes, definitions of kinds, hooks that come before, objects in their
/// order, deletions, then the inventory. Each part writes only what is missing, so that it can be cut off anywhere and
/// begun again; a part that has to be waited for ends the act until the next look.
/// </summary>
internal sealed class Configuration(Tenant tenant, ChangeOrder order, IRolloutCatalogue catalogue)
{
    private readonly RolloutOrders rollouts = new(tenant.Api, order);

    public async Task<ActResult> BringAsync(ChartPlan plan, IReadOnlyList<TargetHook>? hooks, CancellationToken cancel)
    {
        if (await new HookRunner(tenant, order).EndOthersAsync(cancel) is { } others)
        {
            return others;
        }

        var foundations = new Foundations(tenant, new ObjectWrites(tenant, order.Fence));
        await foundations.BringNamespacesAsync(plan, cancel);
        var rolling = await BrakeAsync(plan, cancel);
        if (rolling.Select(Unbraked).FirstOrDefault(waiting => waiting is not null) is { } unbraked)
        {
            return unbraked;
        }

        var (ready, waiting) = await foundations.BringDefinitionsAsync(plan, cancel);
        waiting ??= plan.Occasion == HookOccasion.None
            ? null
            : await new HookRunner(ready!, order).RunAsync(hooks, plan.Occasion.Moment("pre"), cancel);
        if (waiting is not null)
        {
            return waiting;
        }

        var writes = new ObjectWrites(ready!, order.Fence);
        await BringObjectsAsync(plan, writes, [.. rolling.Select(item => item.Reference)], cancel);
        await FinishAsync(cancel);
        return ActResult.Completed;
    }

    private async Task<List<Rolling>> BrakeAsync(ChartPlan plan, CancellationToken cancel)
    {
        var rolling = new List<Rolling>();
        foreach (var item in plan.Objects.Where(item => item.Target is not null))
        {
            var (reference, pace) = (item.Reference, WorkloadPace.Of(item.Target!, plan.Policy));
            if (catalogue.Find(reference.ApiVersion, reference.Kind.Kind, pace) is { } facts)
            {
                rolling.Add(new(reference, item.Live, await rollouts.BrakeAsync(reference, pace, cancel), facts));
            }
        }

        return rolling;
    }

    private static ActResult.Waiting? Unbraked(Rolling item) =>
        item.Rollout.Spec.Generation is null && Brakes.Missing(item.Rollout, item.Live, item.Facts) is { } why
            ? new ActResult.Waiting(ClusterReleaseReasons.WaitingForBrakes, why)
            : null;

    private async Task BringObjectsAsync(
        ChartPlan plan, ObjectWrites writes, HashSet<ObjectRef> rolling, CancellationToken cancel)
    {
        foreach (var item in plan.Objects.Where(item => item.Target is not null && !Foundations.Has(item.Reference)))
        {
            var applied = await writes.WriteAsync(item, cancel);
            if (rolling.Contains(item.Reference))
            {
                await rollouts.StartAsync(item.Reference, Generation(applied), cancel);
            }
        }

        foreach (var item in plan.Objects.Where(item => item.Target is null))
        {
            await writes.DeleteAsync(item, cancel);
        }
    }

    private async Task FinishAsync(CancellationToken cancel)
    {
        var target = order.Target;
        if (await Inventory.ReadAsync(tenant.Api, target.Component, cancel) != target.TargetDigest)
        {
            await order.Fence.EnsureAsync(cancel);
            await Inventory.WriteAsync(tenant.Api, target.Component, target.Version, target.TargetDigest, cancel);
        }
    }

    private static long Generation(JsonObject item) => item["metadata"]?["generation"]?.GetValue<long>() ?? 0;

    /// <summary>A workload that rolls.</summary>
    private sealed record Rolling(ObjectRef Reference, JsonObject? Live, Rollout Rollout, RolloutDriverFacts Facts);
}
