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
using Fairway.Components.Surveys;
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
    /// <summary>See <see cref="Name"/>.</summary>
    internal const string KindName = "chart";

    /// <summary>Of each some 50 kB at most: those that looks want again and again, of all clusters.</summary>
    private const int MostTargets = 1_024;

    private const int Page = 50;
    private readonly TargetFactory factory = new(meta, db, tools);
    private readonly TargetShelf targets = new(db, tools.Seals);
    private readonly IRolloutCatalogue catalogue = tools.Catalogue;
    private readonly TenantBook tenants = new(directory);
    private readonly ChartLook look = Look(db, tools);
    private readonly Sights sights = Sights.Of(db, tools);

    /// <inheritdoc/>
    public string Name => KindName;

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
    public IChangeSurvey Survey() => new ChartSurvey(db, factory, tenants, tools);

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
        var target = await sights.Targets.GetAsync(order.Target.TargetDigest, cancel);
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
        var target = await sights.Targets.GetAsync(order.Target.TargetDigest, cancel);
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

    private static ChartLook Look(IMetaDb db, ChartTools tools)
    {
        var shelf = new TargetShelf(db, tools.Seals);
        return new ChartLook(db, new PairRecords(db), shelf, shelf, tools);
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
        var target = await sights.Targets.GetAsync(order.Target.TargetDigest, cancel);
        var tenant = await tenants.OpenAsync(order.ClusterId, target.Items, cancel);
        return (tenant, await sights.Look.LookAsync(tenant, target, order, cancel));
    }

    private async Task<(Tenant Tenant, TargetDocument Target, ChartPlan Plan)> LookAsync(
        ChangeOrder order, CancellationToken cancel)
    {
        var target = await targets.GetAsync(order.Target.TargetDigest, cancel);
        var tenant = await tenants.OpenAsync(order.ClusterId, target.Items, cancel);
        return (tenant, target, await look.LookAsync(tenant, target, order, cancel));
    }

    /// <summary>For looking only, after which nothing is done: targets that were read before are read no more, though
    /// the MetaDB may have lost them since.</summary>
    private sealed record Sights(TargetLibrary Targets, ChartLook Look)
    {
        public static Sights Of(IMetaDb db, ChartTools tools)
        {
            var shelf = new TargetShelf(db, tools.Seals);
            var library = new TargetLibrary(shelf, MostTargets);
            return new Sights(library, new ChartLook(db, new PairRecords(db), library, shelf, tools));
        }
    }
}
