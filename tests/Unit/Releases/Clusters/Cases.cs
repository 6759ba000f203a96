using System.Text.Json.Nodes;
using Fairway.Api.Meta;
using Fairway.Api.Releases;
using Fairway.Api.Rollouts;
using Fairway.Delivery.Changes;
using Fairway.Delivery.Gates;
using Fairway.Releases.Clusters;

namespace Fairway.Tests.Releases.Clusters;

/// <summary>Observations of a Release in one cluster, with the shortest ways to vary them.</summary>
internal static class Cases
{
    public static DateTimeOffset Now { get; } = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    public static PinnedChange Target { get; } = new("fake", "web", "2.0.0", null, "t2");

    /// <summary>In a phase that began a minute ago, with a slot and an intent of our epoch.</summary>
    public static ClusterReleaseObservation In(ClusterReleasePhase phase, int step = 0) => new()
    {
        Now = Now,
        Epoch = 3,
        HasSlot = true,
        ClusterRelease = new ClusterRelease
        {
            Metadata = new ObjectMeta { Name = "r", Namespace = "c1", Uid = "u" },
            Spec = new ClusterReleaseSpec
            {
                Release = "r",
                Stage = "canary",
                Changes =
                [
                    new ClusterChange { Component = "web", Kind = "fake", Version = "2.0.0", TargetDigest = "t2" },
                ],
                Steps =
                [
                    new RolloutStep { Partition = IntOrPercent.Percent(50), Bake = Duration.Seconds(30) },
                    new RolloutStep(),
                ],
            },
            Status = new ClusterReleaseStatus
            {
                Phase = phase,
                Step = step,
                Intent = phase is ClusterReleasePhase.Pending or ClusterReleasePhase.PreCheck
                    ? null
                    : new Intent { Epoch = 3, Sequence = 1, At = Now },
                PhaseSince = Now - TimeSpan.FromMinutes(1),
                Deadline = Now + TimeSpan.FromMinutes(1),
                StartedAt = Now - TimeSpan.FromMinutes(2),
            },
        },
        Change = new ChangeFacts { IsBegun = true, IsRecordedGood = false, Target = Target },
    };

    public static ClusterReleaseObservation With(
        this ClusterReleaseObservation seen, Func<ClusterReleaseStatus, ClusterReleaseStatus> change) => seen with
        {
            ClusterRelease = seen.ClusterRelease with { Status = change(seen.Status) },
        };

    public static ClusterReleaseObservation Told(
        this ClusterReleaseObservation seen, Func<ClusterReleaseSpec, ClusterReleaseSpec> change) => seen with
        {
            ClusterRelease = seen.ClusterRelease with { Spec = change(seen.Spec) },
        };

    public static ClusterReleaseObservation Seeing(
        this ClusterReleaseObservation seen, ChangeState state, int step = 0, string reason = "Said") => seen with
        {
            Change = seen.Change! with { Sight = new ChangeSight(state, step, reason, "as seen", []) },
        };

    public static ClusterReleaseObservation Hearing(
        this ClusterReleaseObservation seen, GateDecision decision, GatePoint point) => seen with
        {
            Gates = [new GateFinding("health", point, new GateAnswer(decision, "as heard", new JsonObject()))],
        };

    public static ClusterReleaseObservation Held(
        this ClusterReleaseObservation seen, string reason, HoldExtent extent) => seen with
        {
            Hold = new ClusterHold(reason, "as held", extent),
        };
}
