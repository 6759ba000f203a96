using Fairway.Api;
using Fairway.Api.Clusters;
using Fairway.Api.Meta;
using Fairway.Api.Releases;
using Fairway.Api.Safety;
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

    /// <summary>So long nobody is asked again for a cluster that is gone.</summary>
    private static readonly TimeSpan GoneFor = TimeSpan.FromSeconds(30);

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
            Missed = await catchUps.LookAsync(release, id => IsGoneAsync(id, fleet.Services.Now, cancel)),
            CatchUpFor = catchUps.LimitOf(release),
            Newer = Supersession.Find(release, plan?.Pipeline, Caches),
            Later = Rivals.Since(release, Caches.ReleasesOf(release.Spec.Changes.Select(change => change.Component))),
            Rival = Rivals.Find(release, Caches.ReleasesThat(ReleaseState.Open)),
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
        var look = new Look(
            release,
            Caches.Gates,
            [.. Caches.Stops.All.Select(one => one.Value)],
            [.. release.Spec.Changes.Select(change => change.Component)],
            fleet.Services.Now);
        var places = Places(plan);
        var members = new List<MemberSight>();
        foreach (var item in plan.Members.Select(one => items.GetValueOrDefault(one.Cluster) ?? Absent(plan, one))
            .Concat(joined))
        {
            var cluster = Caches.Cluster(item.ClusterId);
            var isGone = cluster is null
                ? await IsGoneAsync(item.ClusterId, look.Now, cancel)
                : cluster.Metadata.DeletionTimestamp is not null;
            WantMetrics(look, item, cluster);
            members.Add(Sight(look, item, cluster, isGone) with { Places = places.GetValueOrDefault(item.Spec.Stage) });
        }

        return members;
    }

    /// <summary>What blockers ask metrics is read beside: the clusters of this stage may begin soon.</summary>
    private void WantMetrics(Look look, ClusterRelease item, Cluster? cluster)
    {
        if (look.Release.Status?.Stage is null || look.Release.Status.Stage == item.Spec.Stage)
        {
            Caches.BlockerMetrics.Want(ClusterGates.Queries(item, look.Release, cluster, look.Book, look.Now));
        }
    }

    /// <summary>Of each stage whose order says that some clusters come first, which.</summary>
    private Dictionary<string, Lazy<IReadOnlyDictionary<string, int>>> Places(PlanDocument plan) => plan.Pipeline.Stages
        .Where(stage => stage.Order == StageOrder.Cover)
        .ToDictionary(
            stage => stage.Name,
            stage => new Lazy<IReadOnlyDictionary<string, int>>(
                () => CoverPlanner.Of(plan, stage.Name, id => Membership.Importance(Caches.Cluster(id))).Index()
                    .ToDictionary(one => one.Item, one => one.Index, StringComparer.Ordinal),
                false),
            StringComparer.Ordinal);

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

    private static MemberSight Sight(Look look, ClusterRelease item, Cluster? cluster, bool isGone)
    {
        var id = item.ClusterId;
        var stop = StopMatching.Find(look.Stops, cluster?.Metadata.Labels, look.Components);
        var hasSucceeded = item.Status?.Phase == ClusterReleasePhase.Succeeded;
        return new MemberSight
        {
            Cluster = id,
            Stage = item.Spec.Stage,
            Importance = Membership.Importance(cluster),
            ClusterRelease = item.Metadata.Uid is null ? null : item,
            IsGone = isGone,
            Skip = hasSucceeded ? null : SkipPlanner.Find(look.Release, id),
            IsRetried = RetryPlanner.IsOpen(item, RetryPlanner.Of(look.Release, id)),
            Verdicts = new(() => ClusterGates.Ask(item, look.Release, cluster, look.Book, look.Now), false),
            Stop = stop is null
                ? null
                : new StopSight(stop.Metadata.Name, stop.Spec.Reason, stop.Spec.AllowRollbacks),
        };
    }

    /// <summary>A list that lacks a cluster proves nothing: the API server is asked for it by name. What it says is
    /// good for a while, for a Release is looked at often; a cluster that comes back is in the list.</summary>
    private async Task<bool> IsGoneAsync(string id, DateTimeOffset now, CancellationToken cancel)
    {
        if (fleet.Gone.Find(id, now) is not null)
        {
            return true;
        }

        var key = new ObjectKey(id, Cluster.FixedName);
        var cluster = await fleet.Services.MetaApi.FindAsync(Clusters, key, ApiJson.Default.Cluster, cancel);
        if (cluster is null)
        {
            fleet.Gone.Failed(id, now + GoneFor);
        }

        return cluster is null || cluster.Metadata.DeletionTimestamp is not null;
    }

    private IEnumerable<Cluster> Candidates(ReleaseSpec spec) => spec switch
    {
        { Cluster: { } one } => new[] { Caches.Cluster(one) }.OfType<Cluster>(),
        { ClusterIds: { } some } => some.Select(Caches.Cluster).OfType<Cluster>(),
        _ => Caches.Clusters.All.Select(item => item.Value),
    };

    private IReadOnlyList<JoiningCluster> Late(
        Release release, PlanDocument plan, IReadOnlyList<MemberSight> members)
    {
        var known = members.Select(member => member.Cluster).ToHashSet(StringComparer.Ordinal);
        var components = release.Spec.Changes
            .Select(change => Caches.Components.Find(new ObjectKey(null, change.Component))?.Value)
            .OfType<Api.Components.Component>().ToList();
        return
        [
            .. from cluster in Candidates(release.Spec)
               where !known.Contains(cluster.Id)
               where components.Exists(component => Membership.Applies(component, cluster))
               let stage = Membership.StageOf(plan.Pipeline, release, cluster)
               where stage is not null
               select new JoiningCluster(cluster.Id, stage),
        ];
    }

    /// <summary>What is the same for all clusters of a Release that is looked at.</summary>
    private sealed record Look(
        Release Release,
        GateBook Book,
        IReadOnlyList<EmergencyStop> Stops,
        IReadOnlyList<string> Components,
        DateTimeOffset Now);
}
