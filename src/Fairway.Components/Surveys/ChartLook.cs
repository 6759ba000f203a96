using Fairway.Components.Hooks;
using Fairway.Components.Planning;
using Fairway.Components.Targets;
using Fairway.Components.Tenants;
using Fairway.Delivery.Changes;
using Fairway.Delivery.Records;
using Fairway.Merge.Diffing;

namespace Fairway.Components.Surveys;

/// <summary>Looks at target, recorded and live of a component on a cluster, and compares them.</summary>
/// <param name="db">Recorded facts.</param>
/// <param name="records">The newest of them.</param>
/// <param name="targets">Where recorded targets are read.</param>
/// <param name="shelf">Where the MetaDB itself is asked for targets.</param>
/// <param name="tools">As <see cref="ChartChange"/> has them.</param>
internal sealed class ChartLook(
    IMetaDb db, IPairRecords records, ITargetReader targets, TargetShelf shelf, ChartTools tools)
{
    /// <summary>What is to change.</summary>
    /// <exception cref="ChangeRefusedException">Records and cluster disagree.</exception>
    public async Task<ChartPlan> LookAsync(
        Tenant tenant, TargetDocument target, ChangeOrder order, CancellationToken cancel)
    {
        var pair = new PairKey(order.ClusterId, order.Target.Component);
        var recorded = await RecordedTarget.ReadAsync(records, targets, pair, order.Target.TargetDigest, cancel);
        await CheckInventoryAsync(tenant, order, recorded, cancel);
        var wanted = target.Items.Select(ObjectRef.Of).Concat(recorded.Objects.Select(item => item.Reference));
        var live = await LiveObjects.ReadAsync(tenant, wanted, cancel);
        var seen = new ChartObservation(target, recorded, live, tools.Catalogue, tools.Mask)
        {
            Schemas = await KindSchemas.ReadAsync(
                tenant, [.. target.Items], recorded.Objects.Select(item => item.Reference), cancel),
        };
        var plan = ChartPlanner.Plan(seen);
        var autoscalers = await Autoscalers.ReadAsync(tenant, plan.AsksFor(), cancel);
        plan = autoscalers.Count == 0 ? plan : ChartPlanner.Plan(seen with { Autoscalers = autoscalers });
        return await WithHooksAsync(plan, target, tenant, order, cancel);
    }

    private async Task<ChartPlan> WithHooksAsync(
        ChartPlan plan, TargetDocument target, Tenant tenant, ChangeOrder order, CancellationToken cancel)
    {
        var occasion = target.Hooks is null ? HookOccasion.None : await HookOccasions.ReadAsync(db, order, cancel);
        if (occasion == HookOccasion.None)
        {
            return plan;
        }

        var ledger = await new HookLedgerShelf(tenant.Api, target.Component, order.Fence).ReadAsync(cancel);
        return plan with
        {
            Occasion = occasion,
            Hooks = HookPlans.Of(target, occasion, ledger?.Change == order.ChangeName ? ledger : null, tools.Mask),
        };
    }

    private async Task CheckInventoryAsync(
        Tenant tenant, ChangeOrder order, RecordedTarget recorded, CancellationToken cancel)
    {
        var held = await Inventory.ReadAsync(tenant, order.Target.Component, cancel);
        if (held is not null && !recorded.Digests.Contains(held) && !await shelf.HasAsync(held, cancel))
        {
            throw new ChangeRefusedException(
                ChangeRefusedException.RecordOlderThanCluster,
                $"{order.ClusterId} has target {held} of {order.Target.Component}, which the MetaDB has never stored: "
                + "it was restored from an older copy, or is another one; restore a newer one "
                + "(docs/guides/releases.md says what to do where there is none)");
        }

        if (held is null ? recorded.WasApplied : !recorded.Digests.Contains(held))
        {
            throw new ChangeRefusedException(
                ChangeRefusedException.RecordsDisagree,
                held is null
                    ? $"the MetaDB says that {order.Target.Component} {recorded.AppliedVersion} was applied to "
                        + $"{order.ClusterId}, and the cluster has no inventory of it: it was made anew, or restored"
                    : $"the inventory of {order.Target.Component} on {order.ClusterId} names target {held}, which is "
                        + "not what the MetaDB recorded last: one of the two was restored");
        }
    }
}
