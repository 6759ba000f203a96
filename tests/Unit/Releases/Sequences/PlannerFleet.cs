using Fairway.Api.Meta;
using Fairway.Api.Releases;
using Fairway.Api.Rollouts;
using Fairway.Delivery.Changes;
using Fairway.Delivery.Gates;
using Fairway.Releases.Clusters;
using Fairway.Releases.Fleet;
using Fairway.Releases.Planning;
using ReleasePlan = Fairway.Releases.Fleet.ReleasePlan;

namespace Fairway.Tests.Releases.Sequences;

/// <summary>
/// A fleet in which only the planners are real: seeded chance says who looks next, what time passes, and what
/// happens. Nothing but planners' plans changes anything.
/// </summary>
internal sealed class PlannerFleet
{
    private const string Old = "1.0.0";
    private readonly Random random;
    private readonly ReleasePipelineSpec pipeline;
    private readonly SortedDictionary<string, PlannedCluster> clusters = new(StringComparer.Ordinal);

    public PlannerFleet(int seed, IReadOnlyList<string> fragile, RollbackPolicy rollback = RollbackPolicy.Automatic)
    {
        random = new Random(seed);
        pipeline = new ReleasePipelineSpec
        {
            Stages =
            [
                new Stage { Name = "a", MaxConcurrency = IntOrPercent.Count(1), SilentPeriod = Duration.Seconds(5) },
                new Stage { Name = "b", MaxConcurrency = IntOrPercent.Count(2) },
            ],
            Steps = [new RolloutStep { Partition = IntOrPercent.Percent(50), Bake = Duration.Seconds(3) }, new()],
            Rollback = rollback,
        };
        foreach (var id in (string[])["a1", "a2", "b1", "b2", "b3", "b4"])
        {
            clusters[id] = new PlannedCluster(id, id[..1]) { Live = Old, IsFragile = fragile.Contains(id) };
        }

        Release = new Release
        {
            Metadata = new ObjectMeta { Name = "r", Uid = "r-uid", Finalizers = [ReleaseObservation.Finalizer] },
            Spec = new ReleaseSpec { Pipeline = "p", Changes = [new ReleaseChange { Component = "web" }] },
        };
        Document = new PlanDocument
        {
            Pipeline = pipeline,
            Members = [.. clusters.Values.Select(one => new PlanMember { Cluster = one.Id, Stage = one.Stage })],
        };
        Release = Release with { Status = Begun() };
    }

    public Func<ReleaseObservation, ReleasePlan> FleetPlanner { get; init; } = ReleasePlanner.Plan;

    public Func<ClusterReleaseObservation, ClusterReleasePlan> ClusterPlanner { get; init; } =
        ClusterReleasePlanner.Plan;

    public DateTimeOffset Now { get; private set; } = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public Release Release { get; private set; }

    public PlanDocument Document { get; }

    public IEnumerable<PlannedCluster> Clusters => clusters.Values;

    public bool IsOver =>
        Release.Status!.FinishedAt is not null && clusters.Values.All(one => one.IsGone || !one.IsActing);

    /// <summary>A cluster in which something was done without a slot; null for none.</summary>
    public string? WithoutSlot { get; private set; }

    /// <summary>How many writes the last step made.</summary>
    public int Writes { get; private set; }

    /// <summary>One look of one controller, or some time.</summary>
    public string Step()
    {
        Writes = 0;
        var choice = random.Next(clusters.Count + 2);
        if (choice == 0)
        {
            return LookAtRelease();
        }

        if (choice == 1)
        {
            Now += TimeSpan.FromSeconds(random.Next(1, 5));
            return $"it is {Now:HH:mm:ss}";
        }

        return LookAt(clusters.Values.ElementAt(choice - 2));
    }

    public string LookAtRelease()
    {
        var seen = new ReleaseObservation
        {
            Now = Now,
            Release = Release,
            Plan = Document,
            Members =
            [
                .. clusters.Values.Select(one => new MemberSight
                {
                    Cluster = one.Id,
                    Stage = one.Stage,
                    Importance = 5,
                    ClusterRelease = one.Item,
                    IsGone = one.IsGone,
                }),
            ],
        };
        var plan = FleetPlanner(seen);
        Writes += StatusText.Of(plan.Status) == StatusText.Of(seen.Status) ? 0 : 1;
        Release = Release with { Status = plan.Status };
        foreach (var act in plan.Then)
        {
            Do(act);
        }

        return $"release {plan.Status.Phase}: {plan.Status.Conditions.Find("Progressing")?.Message}";
    }

    public string LookAt(PlannedCluster cluster)
    {
        if (cluster.IsGone || cluster.Item is not { } item)
        {
            return $"{cluster.Id} waits";
        }

        var plan = ClusterPlanner(cluster.See(Now, Release));
        Writes += StatusText.Of(plan.Status) == StatusText.Of(item.Status) ? 0 : 1;
        var deeds = cluster.Deeds.Count;
        var sequence = cluster.Do(plan.Acts, Now);
        if (cluster.Deeds.Count > deeds && Release.Status!.Slots?.Any(slot => slot.Cluster == cluster.Id) != true)
        {
            WithoutSlot = cluster.Id;
        }

        var outcome = new ActsOutcome { Sequence = sequence };
        var concluded = ClusterReleasePlanner.Conclude(cluster.See(Now, Release), plan, outcome);
        cluster.Item = item with { Status = concluded.Status };
        return $"{cluster.Id} {concluded.Status.Direction} {concluded.Status.Phase}: {concluded.Status.Message}";
    }

    public void Edit(ReleaseSpec spec) => Release = Release with { Spec = spec };

    public void Remove(string id) => clusters[id].IsGone = true;

    public void Restore(string id) => clusters[id].IsGone = false;

    private void Do(ReleaseAct act)
    {
        Writes++;
        switch (act)
        {
            case ReleaseAct.Create create:
                clusters[create.Cluster].Create(pipeline);
                break;
            case ReleaseAct.TurnBack turn:
                clusters[turn.Cluster].Turn();
                break;
        }
    }

    private ReleaseStatus Begun() => new()
    {
        Phase = ReleasePhase.Running,
        StartedAt = Now,
        Plan = new PinnedPlan { Digest = "d", Document = "d" },
        Stages = [.. pipeline.Stages.Select(stage => new StageStatus { Name = stage.Name })],
    };
}
