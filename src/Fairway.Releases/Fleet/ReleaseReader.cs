using Fairway.Api;
using Fairway.Api.Clusters;
using Fairway.Api.Meta;
using Fairway.Api.Releases;
using Fairway.Kube;
using Fairway.Releases.CatchUps;
using Fairway.Releases.Clusters;
using Fairway.Releases.Gates;
using Fairway.Releases.Manager;
using Fairway.Releases.Planning;
using Fairway.Releases.Stops;
using Fairway.Releases.Tasks;

namespace Fairway.Releases.Fleet;

/// <summary>Sees everything that the planner of a Release decides on.</summary>
internal sealed class ReleaseReader(FleetContext fleet)
{
    private static readonly KubeResource Clusters = FairwayResources.Of<Cluster>();

    private readonly CatchUpReader catchUps = new(fleet.Services.Caches);

    private MetaCaches Caches => fleet.Services.Caches;

    /// <summary>What is seen now; null where there is no such Release.</summary>
    public async Task<ReleaseObservation?> ObserveAsync(ObjectKey key, CancellationToken cancel)
    {
        if (Caches.Releases.Find(key)?.Value is not { } release)
        {
            return null;
        }

        var now = fleet.Services.Now;
        var plan = release.Status?.Plan is { } pinned ? await fleet.Plans.ReadAsync(pinned.Document, cancel) : null;
        var members = plan is null ? [] : await MembersAsync(release, plan, cancel);
        var late = plan is null ? [] : Late(release, plan, members);
        return new ReleaseObservation
        {
            Now = now,
            Release = release,
            Plan = plan,
            Members = members,
            TaskSights = plan is null
                ? new Dictionary<string, TaskSight>()
                : await new TaskReader(fleet).LookAsync(release, plan, members, cancel),
            Joining = [.. late.Where(one => fleet.Attempts.Find(JoinKey(release, one.Cluster), now) is null)],
            Away =
            [
                .. late.Select(one => one.Cluster)
                    .Where(id => fleet.Attempts.Find(JoinKey(release, id), now) is not null)
                    .Order(StringComparer.Ordinal),
            ],
            AskAgainAt = late.Min(one => fleet.Attempts.Find(JoinKey(release, one.Cluster), now)),
            Missed = await catchUps.LookAsync(release, id => IsGoneAsync(id, cancel)),
            CatchUpFor = catchUps.LimitOf(release),
            Newer = Supersession.Find(release, plan?.Pipeline, Caches),
            Later = Rivals.Since(release, Caches.Releases.All.Select(other => other.Value)),
            Rival = Rivals.Find(release, Caches.Releases.All.Select(other => other.Value)),
            PlanAgainAt = fleet.Attempts.Find(PlanKey(release), now),
        };
    }

    /// <summary>How failed attempts to plan are remembered.</summary>
    public static string PlanKey(Release release) => $"plan/{release.Metadata.Uid}";

    /// <summary>How failed attempts to join are remembered.</summary>
    public static string JoinKey(Release release, string cluster) => $"join/{release.Metadata.Uid}/{cluster}";

    private async Task<IReadOnlyList<MemberSight>> MembersAsync(
        Release release, PlanDocument plan, CancellationToken cancel)
    {
        var items = Caches.ItemsOf(release.Metadata.Name).Where(item => MetaCaches.OwnedBy(item, release))
            .ToDictionary(item => item.ClusterId, StringComparer.Ordinal);
        var known = plan.Members.Select(member => member.Cluster).ToHashSet(StringComparer.Ordinal);
        var joined = items.Values.Where(item => !known.Contains(item.ClusterId))
            .OrderBy(item => item.ClusterId, StringComparer.Ordinal);
        var book = Caches.Gates;
        var places = Places(plan);
        var members = new List<MemberSight>();
        foreach (var item in plan.Members.Select(one => items.GetValueOrDefault(one.Cluster) ?? Absent(plan, one))
            .Concat(joined))
        {
            var sight = await SightAsync(release, item, book, cancel);
            members.Add(places.TryGetValue(sight.Cluster, out var place) ? sight with { Place = place } : sight);
        }

        return members;
    }

    /// <summary>The clusters that come first where a stage's order says so.</summary>
    private Dictionary<string, int> Places(PlanDocument plan) => plan.Pipeline.Stages
        .Where(stage => stage.Order == StageOrder.Cover)
        .SelectMany(stage => CoverPlanner.Of(plan, stage.Name, id => Membership.Importance(Caches.Cluster(id))).Index())
        .ToDictionary(one => one.Item, one => one.Index, StringComparer.Ordinal);

    /// <summary>What the ClusterRelease of a member will be, where there is none yet: it has no uid.</summary>
    private static ClusterRelease Absent(PlanDocument plan, PlanMember member) => new()
    {
        Metadata = new ObjectMeta { Namespace = member.Cluster },
        Spec = new ClusterReleaseSpec
        {
            Stage = member.Stage,
            Approvals = ClusterReleaseMaker.ApprovalsOf(plan.Pipeline, member.Stage),
            Changes = member.Changes,
        },
    };

    private async Task<MemberSight> SightAsync(
        Release release, ClusterRelease item, GateBook book, CancellationToken cancel)
    {
        var id = item.ClusterId;
        var cluster = Caches.Cluster(id);
        var components = release.Spec.Changes.Select(change => change.Component).ToList();
        var isGone = cluster is null
            ? await IsGoneAsync(id, cancel)
            : cluster.Metadata.DeletionTimestamp is not null;
        var stop = StopMatching.Find(Caches.Stops.All.Select(one => one.Value), cluster?.Metadata.Labels, components);
        if (release.Status?.Stage is null || release.Status.Stage == item.Spec.Stage)
        {
            Caches.BlockerMetrics.Want(ClusterGates.Queries(item, release, cluster, book, fleet.Services.Now));
        }

        var verdicts = ClusterGates.Ask(item, release, cluster, book, fleet.Services.Now);
        var hasSucceeded = item.Status?.Phase == ClusterReleasePhase.Succeeded;
        return new MemberSight
        {
            Cluster = id,
            Stage = item.Spec.Stage,
            Importance = Membership.Importance(cluster),
            ClusterRelease = item.Metadata.Uid is null ? null : item,
            IsGone = isGone,
            Skip = hasSucceeded ? null : SkipPlanner.Find(release, id),
            IsRetried = RetryPlanner.IsOpen(item, RetryPlanner.Of(release, id)),
            Gate = GatePlanner.Against(verdicts),
            IsInterlocked = verdicts.Any(one => one.Holds) && verdicts.All(one => !one.Holds || one.IsInterlock),
            Stop = stop is null
                ? null
                : new StopSight(stop.Metadata.Name, stop.Spec.Reason, stop.Spec.AllowRollbacks),
        };
    }

    /// <summary>A list that lacks a cluster proves nothing: the API server is asked for it by name.</summary>
    private async Task<bool> IsGoneAsync(string id, CancellationToken cancel)
    {
        var key = new ObjectKey(id, Cluster.FixedName);
        var cluster = await fleet.Services.MetaApi.FindAsync(Clusters, key, ApiJson.Default.Cluster, cancel);
        return cluster is null || cluster.Metadata.DeletionTimestamp is not null;
    }

    private IReadOnlyList<JoiningCluster> Late(
        Release release, PlanDocument plan, IReadOnlyList<MemberSight> members)
    {
        var known = members.Select(member => member.Cluster).ToHashSet(StringComparer.Ordinal);
        var components = release.Spec.Changes
            .Select(change => Caches.Components.Find(new ObjectKey(null, change.Component))?.Value)
            .OfType<Api.Components.Component>().ToList();
        return
        [
            .. from cluster in Caches.Clusters.All.Select(item => item.Value)
               where !known.Contains(cluster.Id)
               where components.Exists(component => Membership.Applies(component, cluster))
               let stage = Membership.StageOf(plan.Pipeline, release, cluster)
               where stage is not null
               select new JoiningCluster(cluster.Id, stage),
        ];
    }
}
