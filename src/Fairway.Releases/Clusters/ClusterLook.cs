using Fairway.Api;
using Fairway.Api.Components;
using Fairway.Api.Releases;
using Fairway.Delivery.Changes;
using Fairway.Delivery.Gates;
using Fairway.Kube;
using Fairway.Releases.Rules;

namespace Fairway.Releases.Clusters;

/// <summary>One look at a cluster for a Release: the change that it is at, and the gates of its phase.</summary>
internal sealed class ClusterLook(ClusterShardContext shard, ClusterReleaseObservation seen)
{
    private static readonly KubeResource Releases = FairwayResources.Of<Release>();

    private readonly ClusterRecords _records = new(shard, ReleaseId.Of(seen.ClusterRelease));

    private IChangeKind Kind => shard.Services.Kind(seen.ChangeNow.Kind);

    /// <summary>Gates, and if they let through, the differences as they are now.</summary>
    public async Task<ClusterReleaseObservation> BeforeAsync(CancellationToken cancel)
    {
        var (order, facts) = await FactsAsync(cancel);
        if (order is null || (IsBack && !facts.IsBegun))
        {
            return seen with { Change = facts };
        }

        // Gates before are asked forward only: a broken old version must never block the way back.
        var gates = IsBack || !seen.HasSlot ? [] : await AskAsync(GatePoint.Before, order, cancel);
        return gates.All(gate => gate.Answer.Decision == GateDecision.Pass)
            ? seen with { Gates = [.. seen.Gates, .. gates], Change = await PlannedAsync(order, facts, cancel) }
            : seen with { Gates = [.. seen.Gates, .. gates] };
    }

    /// <summary>What may be written.</summary>
    public async Task<ClusterReleaseObservation> ConfigureAsync(CancellationToken cancel)
    {
        var (order, facts) = await FactsAsync(cancel);
        return seen with { Change = order is null ? facts : await ApprovedAsync(order, facts, cancel) };
    }

    /// <summary>How far the change is; and the gates, where it is their turn.</summary>
    public async Task<ClusterReleaseObservation> SightAsync(CancellationToken cancel)
    {
        var (order, facts) = await FactsAsync(cancel);
        if (order is null)
        {
            return seen with { Change = facts };
        }

        var sight = await Kind.ObserveAsync(order, cancel);
        var looked = seen with { Change = facts with { Sight = sight } };
        return GatesOf(looked, sight) is { } point
            ? looked with { Gates = [.. looked.Gates, .. await AskAsync(point, order, cancel)] }
            : looked;
    }

    private ClusterComponent? ClusterComponentNow => shard.Services.Caches.ClusterComponents
        .Find(new ObjectKey(shard.ClusterId, seen.ChangeNow.Component))?.Value;

    private bool IsBack => seen.Status.Direction == Direction.Back;

    private static GatePoint? GatesOf(ClusterReleaseObservation looked, ChangeSight sight) => looked.Status.Phase switch
    {
        _ when sight.State == ChangeState.Stopped => null,
        ClusterReleasePhase.PostCheck => GatePoint.After,
        ClusterReleasePhase.Bake when looked.Now >= looked.Status.Deadline
            && !looked.IsLastStep && sight.State != ChangeState.Complete => GatePoint.AfterStep,
        _ => null,
    };

    private async Task<(ChangeOrder? Order, ChangeFacts Facts)> FactsAsync(CancellationToken cancel)
    {
        var state = await _records.StateAsync(seen.ChangeNow.Component, cancel);
        ClusterRecords.CheckAge(state, ClusterComponentNow, seen.ClusterRelease);
        var order = await ClusterOrders.FindAsync(shard, seen.ClusterRelease, seen.ChangeNow, NoFence.Refusing, cancel);
        return (order, new ChangeFacts
        {
            Target = order?.Target,
            IsBegun = _records.IsBegun(state),
            IsRecordedGood = order is not null && ClusterRecords.IsGood(state, order.Target),
        });
    }

    private async Task<ChangeFacts> PlannedAsync(ChangeOrder order, ChangeFacts facts, CancellationToken cancel)
    {
        var approved = await ApprovedAsync(order, facts, cancel);
        return approved.Plan is not null ? approved : approved with { Plan = await Kind.PlanAsync(order, cancel) };
    }

    /// <summary>
    /// Forward, what the plan of the Release said. Back, whatever leads to the last good version from what is there
    /// now, save what is never done.
    /// </summary>
    private async Task<ChangeFacts> ApprovedAsync(ChangeOrder order, ChangeFacts facts, CancellationToken cancel)
    {
        if (!IsBack)
        {
            return await ApprovedForwardAsync(facts, cancel);
        }

        var plan = await Kind.PlanAsync(order, cancel);
        var approved = plan.Changes
            .Where(change => change.Verdict is ChangeVerdict.Allow or ChangeVerdict.NeedsApproval)
            .Select(change => change.Fingerprint);
        return facts with { Plan = plan, Approved = new SortedSet<string>(approved, StringComparer.Ordinal) };
    }

    /// <summary>What the Release approves is read from the API server, not from a cache: it may have been taken
    /// back.</summary>
    private async Task<ChangeFacts> ApprovedForwardAsync(ChangeFacts facts, CancellationToken cancel)
    {
        var planned = await ApprovedSets.ReadAsync(shard.Services.MetaDb, seen.ChangeNow.ApprovedDigest, cancel);
        var key = new ObjectKey(null, seen.Spec.Release);
        var release = shard.Services.Caches.ReleaseOf(seen.ClusterRelease)?.Spec.Approved is { Count: > 0 }
            ? await shard.Services.MetaApi.FindAsync(Releases, key, ApiJson.Default.Release, cancel)
            : null;
        var says = release?.Spec.Approved ?? [];
        var plan = release?.Status?.Plan?.Digest;
        var approved = planned.Where(entry => entry.IsApproved(plan, says)).Select(entry => entry.Fingerprint);
        return facts with
        {
            Planned = new SortedSet<string>(planned.Select(entry => entry.Fingerprint), StringComparer.Ordinal),
            Approved = new SortedSet<string>(approved.Concat(says), StringComparer.Ordinal),
        };
    }

    private async Task<IReadOnlyList<GateFinding>> AskAsync(
        GatePoint point, ChangeOrder order, CancellationToken cancel)
    {
        var question = new GateQuestion(point, seen.ClusterRelease, order, seen.Now) { Unchanged = Unchanged() };
        var gates = shard.Services.Gates.Where(gate => gate.Points.Contains(point))
            .Where(gate => gate.IsDemanded(seen.ClusterRelease, point)).ToList();
        var quick = await AskAsync(question, gates.Where(gate => !gate.IsSlow), cancel);

        // One that is slow does not keep the others from being asked: what fails must not wait for what holds.
        IReadOnlyList<GateFinding> found = Pass(quick)
            ? [.. quick, .. await AskAsync(question, gates.Where(gate => gate.IsSlow), cancel)]
            : quick;
        return Pass(found) && RulePlanner.IsDemanded(seen.ClusterRelease, point)
            ? [.. found, new GateFinding(RulePlanner.Gate, point, RulePlanner.Plan(RulesOn(point, found)))]
            : found;
    }

    private static bool Pass(IReadOnlyList<GateFinding> findings) =>
        findings.All(finding => finding.Answer.Decision == GateDecision.Pass);

    private RuleObservation RulesOn(GatePoint point, IReadOnlyList<GateFinding> found) => new(point, seen.Now)
    {
        Rules = seen.Spec.Rules ?? [],
        Cluster = shard.Services.Caches.Cluster(shard.ClusterId),
        Release = shard.Services.Caches.ReleaseOf(seen.ClusterRelease),
        Change = seen.ChangeNow,
        Findings = [.. seen.Gates, .. found],
    };

    private static async Task<IReadOnlyList<GateFinding>> AskAsync(
        GateQuestion question, IEnumerable<IGate> gates, CancellationToken cancel)
    {
        var findings = new List<GateFinding>();
        foreach (var gate in gates)
        {
            findings.Add(new GateFinding(gate.Name, question.Point, await gate.DecideAsync(question, cancel)));
        }

        return findings;
    }

    /// <summary>Where a check compares with them: clusters that have the component, and have begun nothing of the
    /// Release.</summary>
    private IReadOnlyList<string> Unchanged()
    {
        if (seen.Spec.Metrics?.Checks?.Any(check => check.Baseline?.Kind == BaselineKind.Unchanged) != true)
        {
            return [];
        }

        var caches = shard.Services.Caches;
        var begun = caches.ItemsOf(seen.Spec.Release).Where(item => item.Status?.Intent is not null)
            .Select(item => item.ClusterId).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. caches.ClusterComponents.All.Where(item => item.Key.Name == seen.ChangeNow.Component)
                .Select(item => item.Key.Namespace!).Where(id => !begun.Contains(id)).Order(StringComparer.Ordinal),
        ];
    }
}
