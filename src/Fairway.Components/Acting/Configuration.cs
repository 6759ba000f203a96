using System.Text.Json.Nodes;
using Fairway.Api.Releases;
using Fairway.Api.Rollouts;
using Fairway.Components.Planning;
using Fairway.Components.Tenants;
using Fairway.Delivery.Changes;
using Fairway.Delivery.Rollouts;
using Fairway.Merge.Diffing;

namespace Fairway.Components.Acting;

/// <summary>
/// Brings a target to a cluster: brakes first, then objects, then deletions, then the inventory. Each part writes only
/// what is missing, so that it can be cut off anywhere and begun again.
/// </summary>
internal sealed class Configuration(Tenant tenant, ChangeOrder order, IRolloutCatalogue catalogue)
{
    private readonly RolloutOrders rollouts = new(tenant.Api, order);
    private readonly ObjectWrites writes = new(tenant, order.Fence);

    public async Task<ActResult> BringAsync(ChartPlan plan, CancellationToken cancel)
    {
        var rolling = new List<(PlannedObject Item, Rollout Rollout, RolloutDriverFacts Facts)>();
        foreach (var item in plan.Objects.Where(item => item.Target is not null))
        {
            if (catalogue.Find(item.Reference.ApiVersion, item.Reference.Kind.Kind) is not { } facts)
            {
                continue;
            }

            await EnsureNamespaceAsync(plan, item.Reference, cancel);
            rolling.Add((item, await rollouts.BrakeAsync(item.Reference, cancel), facts));
        }

        foreach (var (item, rollout, facts) in rolling)
        {
            if (rollout.Spec.Generation is null && Brakes.Missing(rollout, item.Live, facts) is { } why)
            {
                return new ActResult.Waiting(ClusterReleaseReasons.WaitingForBrakes, why);
            }
        }

        await BringObjectsAsync(plan, [.. rolling.Select(r => r.Item.Reference)], cancel);
        await FinishAsync(cancel);
        return ActResult.Completed;
    }

    private async Task BringObjectsAsync(ChartPlan plan, HashSet<ObjectRef> rolling, CancellationToken cancel)
    {
        foreach (var item in plan.Objects.Where(item => item.Target is not null))
        {
            var applied = await writes.WriteAsync(await NowAsync(item, cancel), cancel);
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

    /// <summary>A namespace that the plan makes was made before its Rollouts, and is not made twice.</summary>
    private async Task<PlannedObject> NowAsync(PlannedObject item, CancellationToken cancel) =>
        item.Diff.Action == ObjectAction.Create && item.Reference.Kind is { Group: "", Kind: "Namespace" }
        && await tenant.FindAsync(item.Reference, cancel) is { } made
            ? item with { Live = made, Diff = Without(item) }
            : item;

    private static ObjectDiff Without(PlannedObject item) =>
        item.Diff.Without([.. item.Diff.Changes.Select(change => change.Path)]);

    private async Task EnsureNamespaceAsync(ChartPlan plan, ObjectRef inside, CancellationToken cancel)
    {
        var ns = plan.Objects.FirstOrDefault(item =>
            item.Diff.Action == ObjectAction.Create
            && item.Reference.Kind is { Group: "", Kind: "Namespace" }
            && item.Reference.Name == inside.Namespace);
        if (ns is not null && await tenant.FindAsync(ns.Reference, cancel) is null)
        {
            await writes.WriteAsync(ns, cancel);
        }
    }

    private static long Generation(JsonObject item) => item["metadata"]?["generation"]?.GetValue<long>() ?? 0;
}
