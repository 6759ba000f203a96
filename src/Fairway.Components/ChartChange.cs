using System.Text.Json.Nodes;
using Fairway.Api.Components;
using Fairway.Api.Releases;
using Fairway.Components.Acting;
using Fairway.Components.Composition;
using Fairway.Components.Drift;
using Fairway.Components.Health;
using Fairway.Components.Hooks;
using Fairway.Components.Observing;
using Fairway.Components.Planning;
using Fairway.Components.Targets;
using Fairway.Components.Tenants;
using Fairway.Delivery.Changes;
using Fairway.Delivery.Records;
using Fairway.Delivery.Rollouts;
using Fairway.Kube;
using Fairway.Kube.Clusters;
using Fairway.Merge.Diffing;

namespace Fairway.Components;

/// <summary>The kind of change that brings a chart to a cluster: compose, render once, compare three ways, apply with
/// the brakes on, then step by step.</summary>
/// <param name="meta">The meta cluster, for charts.</param>
/// <param name="directory">The tenant clusters.</param>
/// <param name="db">Recorded facts, and targets by digest.</param>
/// <param name="tools">What it works with besides.</param>
public sealed class ChartChange(IKubeApi meta, IClusterDirectory directory, IMetaDb db, ChartTools tools) : IChangeKind
{
    private const int Page = 50;
    private readonly TargetFactory factory = new(meta, db, tools);
    private readonly TargetShelf targets = new(db, tools.Seals);
    private readonly IRolloutCatalogue catalogue = tools.Catalogue;
    private readonly TenantBook tenants = new(directory);

    /// <inheritdoc/>
    public string Name => "chart";

    /// <inheritdoc/>
    public bool Carries(ComponentType type) => type is ComponentType.AddOn or ComponentType.Operator;

    /// <inheritdoc/>
    public async Task<PinnedChange> PinAsync(ChangeRequest request, CancellationToken cancel)
    {
        var tenant = await tenants.OpenAsync(request.Cluster.Id, [], cancel);
        var target = await factory.MakeAsync(request, tenant, cancel);
        GuaranteePlanner.Check(target, catalogue);
        var digest = await targets.PutAsync(target, cancel);
        return new PinnedChange(Name, target.Component, target.Version, target.ValuesDigest, $"{digest}");
    }

    /// <inheritdoc/>
    public async Task<ChangePlan> PlanAsync(ChangeOrder order, CancellationToken cancel)
    {
        var (_, _, plan) = await LookAsync(order, cancel);
        return plan.ToChangePlan();
    }

    /// <inheritdoc/>
    public Task<ActResult> ActAsync(ChangeOrder order, ChangeAct act, CancellationToken cancel) => act switch
    {
        ChangeAct.Configure configure => ConfigureAsync(order, configure, cancel),
        ChangeAct.Grant grant => EachRolloutAsync(
            order, (rollouts, workload, rollout) => rollouts.GrantAsync(workload, rollout, grant, cancel), cancel),
        ChangeAct.Finish => FinishAsync(order, cancel),
        _ => EachRolloutAsync(
            order, (rollouts, workload, rollout) => rollouts.HaltAsync(workload, rollout, cancel), cancel),
    };

    /// <inheritdoc/>
    public async Task<ChangeSight> ObserveAsync(ChangeOrder order, CancellationToken cancel)
    {
        var target = await targets.GetAsync(order.Target.TargetDigest, cancel);
        var tenant = await tenants.OpenAsync(order.ClusterId, target.Items, cancel);
        if (await Inventory.ReadAsync(tenant.Api, target.Component, cancel) != order.Target.TargetDigest)
        {
            return new ChangeSight(
                ChangeState.NotConfigured, -1, "NotConfigured", "The configuration has not been applied whole.", []);
        }

        var rollouts = new RolloutOrders(tenant.Api, order);
        var seen = new List<WorkloadEvidence>();
        foreach (var workload in target.Items.Select(ObjectRef.Of).Where(IsDriven))
        {
            var rollout = await rollouts.FindAsync(workload, cancel);
            seen.Add(WorkloadEvidence.Of(workload, rollout, rollouts.IsOurs(rollout)));
        }

        return ChangeEvidence.Fold(seen, order.Steps.Count - 1);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ObjectTrouble>> HealthAsync(ChangeOrder order, CancellationToken cancel)
    {
        var target = await targets.GetAsync(order.Target.TargetDigest, cancel);
        var tenant = await tenants.OpenAsync(order.ClusterId, target.Items, cancel);
        var troubles = new List<ObjectTrouble>();
        foreach (var reference in target.Items.Select(ObjectRef.Of).Where(ObjectHealth.HasAny))
        {
            if (ObjectHealth.Of(reference, await tenant.FindAsync(reference, cancel)) is { } trouble)
            {
                troubles.Add(trouble);
            }
        }

        return troubles;
    }

    /// <inheritdoc/>
    public async Task<PinnedChange?> ReverseAsync(ChangeOrder order, CancellationToken cancel)
    {
        var pair = new PairKey(order.ClusterId, order.Target.Component);
        for (long? before = null; ;)
        {
            var page = await db.HistoryAsync(pair, Page, before, cancel);
            if (page.FirstOrDefault(record => record.Mark == RecordMark.Good && record.ReleaseId != order.Release)
                is { } good)
            {
                var target = await targets.GetAsync(good.ManifestDigest, cancel);
                return new PinnedChange(
                    Name, target.Component, target.Version, target.ValuesDigest, $"{good.ManifestDigest}");
            }

            if (page.Count < Page)
            {
                return null;
            }

            before = page[^1].Sequence;
        }
    }

    private async Task<ActResult> ConfigureAsync(
        ChangeOrder order, ChangeAct.Configure configure, CancellationToken cancel)
    {
        var (tenant, target, plan) = await LookAsync(order, cancel);
        var whole = plan.ToChangePlan();
        if (whole.Changes.FirstOrDefault(change => change.Verdict == ChangeVerdict.Refuse) is { } refused)
        {
            throw new ChangeRefusedException(
                "ChangeRefused", $"{refused.Object}, {refused.Path}: {refused.Why.TrimEnd('.')} ({refused.Rule})");
        }

        return whole.Changes.All(change => change.Verdict == ChangeVerdict.KeepLive
            || configure.Approved.Contains(change.Fingerprint))
            ? await new Configuration(tenant, order, catalogue).BringAsync(plan, target.Hooks, cancel)
            : new ActResult.Different(whole);
    }

    /// <summary>The hooks that come after everything.</summary>
    private async Task<ActResult> FinishAsync(ChangeOrder order, CancellationToken cancel)
    {
        var target = await targets.GetAsync(order.Target.TargetDigest, cancel);
        var occasion = target.Hooks is null ? HookOccasion.None : await HookOccasions.ReadAsync(db, order, cancel);
        if (occasion == HookOccasion.None)
        {
            return ActResult.Completed;
        }

        var tenant = await tenants.OpenAsync(order.ClusterId, target.Items, cancel);
        var waiting = await new HookRunner(tenant, order).RunAsync(target.Hooks, occasion.Moment("post"), cancel);
        return waiting ?? ActResult.Completed;
    }

    private bool IsDriven(ObjectRef workload) =>
        catalogue.Find(workload.ApiVersion, workload.Kind.Kind) is not null;

    private async Task<ActResult> EachRolloutAsync(
        ChangeOrder order, Func<RolloutOrders, ObjectRef, Api.Rollouts.Rollout, Task> act, CancellationToken cancel)
    {
        var target = await targets.GetAsync(order.Target.TargetDigest, cancel);
        var tenant = await tenants.OpenAsync(order.ClusterId, target.Items, cancel);
        var rollouts = new RolloutOrders(tenant.Api, order);
        foreach (var workload in target.Items.Select(ObjectRef.Of).Where(IsDriven))
        {
            if (await rollouts.FindAsync(workload, cancel) is { } rollout && rollouts.IsOurs(rollout))
            {
                await act(rollouts, workload, rollout);
            }
        }

        return ActResult.Completed;
    }

    /// <summary>What differs from what was applied last; null where nothing was, or something newer was
    /// begun.</summary>
    internal async Task<(Tenant Tenant, ChartPlan Plan)?> CompareAppliedAsync(PairKey pair, CancellationToken cancel)
    {
        var state = await db.NewestAsync(pair, cancel);
        if (state.Base is not { Mark: RecordMark.Applied } applied)
        {
            return null;
        }

        var order = new ChangeOrder
        {
            ClusterId = pair.ClusterId,
            Release = applied.ReleaseId,
            Direction = Direction.Forward,
            Target = new PinnedChange(
                Name, pair.Component, applied.Version, $"{applied.ValuesDigest}", $"{applied.ManifestDigest}"),
            Steps = [],
            Fence = OnlyLooking.Instance,
        };
        var (tenant, _, plan) = await LookAsync(order, cancel);
        return (tenant, plan);
    }

    private async Task<(Tenant Tenant, TargetDocument Target, ChartPlan Plan)> LookAsync(
        ChangeOrder order, CancellationToken cancel)
    {
        var target = await targets.GetAsync(order.Target.TargetDigest, cancel);
        var pair = new PairKey(order.ClusterId, order.Target.Component);
        var recorded = await RecordedTarget.ReadAsync(db, targets, pair, order.Target.TargetDigest, cancel);
        var tenant = await tenants.OpenAsync(order.ClusterId, target.Items, cancel);
        await CheckInventoryAsync(tenant, order, recorded, cancel);
        var wanted = target.Items.Select(ObjectRef.Of).Concat(recorded.Objects.Select(item => item.Reference));
        var live = await LiveObjects.ReadAsync(tenant, wanted, cancel);
        var seen = new ChartObservation(target, recorded, live, catalogue, tools.Mask)
        {
            Schemas = await KindSchemas.ReadAsync(
                tenant, [.. target.Items], recorded.Objects.Select(item => item.Reference), cancel),
        };
        var plan = ChartPlanner.Plan(seen);
        var autoscalers = await Autoscalers.ReadAsync(tenant, plan.AsksFor(), cancel);
        plan = autoscalers.Count == 0 ? plan : ChartPlanner.Plan(seen with { Autoscalers = autoscalers });
        return (tenant, target, await WithHooksAsync(plan, target, tenant, order, cancel));
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
        var held = await Inventory.ReadAsync(tenant.Api, order.Target.Component, cancel);
        if (held is not null && !recorded.Digests.Contains(held) && !await targets.HasAsync(held, cancel))
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
