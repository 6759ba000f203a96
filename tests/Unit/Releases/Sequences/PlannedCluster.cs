using System.Text.Json.Nodes;
using Fairway.Api.Meta;
using Fairway.Api.Releases;
using Fairway.Delivery.Changes;
using Fairway.Releases.Clusters;

namespace Fairway.Tests.Releases.Sequences;

/// <summary>A cluster in a fleet of planners: what it runs, and what its records say.</summary>
internal sealed class PlannedCluster(string id, string stage)
{
    private const string New = "2.0.0";
    private const string Old = "1.0.0";
    private readonly SortedSet<string> none = [];
    private long sequence;

    public string Id => id;

    public string Stage => stage;

    public string Live { get; set; } = "";

    public bool IsFragile { get; init; }

    public bool IsGone { get; set; }

    public ClusterRelease? Item { get; set; }

    /// <summary>Whether an intent was ever recorded, and not gone back from.</summary>
    public bool IsBegun { get; private set; }

    public string? Good { get; private set; } = Old;

    public int Granted { get; private set; } = -1;

    /// <summary>Acts on the cluster itself, in order.</summary>
    public List<string> Deeds { get; } = [];

    public bool IsActing => Item?.Status is { } status && ClusterPhases.IsActing(status.Phase);

    public void Create(ReleasePipelineSpec pipeline) => Item ??= new ClusterRelease
    {
        Metadata = new ObjectMeta { Name = "r", Namespace = id, Uid = $"{id}-uid" },
        Spec = new ClusterReleaseSpec
        {
            Release = "r",
            Stage = stage,
            Changes = [new ClusterChange { Component = "web", Kind = "fake", Version = New, TargetDigest = New }],
            Steps = pipeline.Steps!,
            Rollback = pipeline.Rollback,
        },
    };

    public void Turn() => Item = Item! with { Spec = Item.Spec with { Direction = Direction.Back } };

    public ClusterReleaseObservation See(DateTimeOffset now, Release release)
    {
        var status = Item!.Status ?? new ClusterReleaseStatus();
        var target = status.Direction == Direction.Back ? Old : New;
        var plan = new ChangePlan(null, Live == target ? [] : [Change(target)], []);
        return new ClusterReleaseObservation
        {
            Now = now,
            ClusterRelease = Item,
            Epoch = 1,
            HasSlot = HoldFinder.HasSlot(release, id),
            Hold = HoldFinder.Find(new HoldFacts
            {
                ClusterId = id,
                ClusterLabels = null,
                Release = release,
                Stops = [],
                Components = ["web"],
                Direction = Item.Spec.Direction == Direction.Back ? Direction.Back : status.Direction,
                NeedsSlot = status.Phase == ClusterReleasePhase.PreCheck || ClusterPhases.IsActing(status.Phase),
            }),
            Change = new ChangeFacts
            {
                Target = new PinnedChange("fake", "web", target, null, target),
                IsBegun = IsBegun,
                IsRecordedGood = Good == target,
                Plan = plan,
                Approved = new SortedSet<string>([Old, New], StringComparer.Ordinal),
                Sight = Sight(target),
            },
        };
    }

    public long? Do(IReadOnlyList<ClusterAct> acts, DateTimeOffset now)
    {
        long? recorded = null;
        var target = Item!.Status?.Direction == Direction.Back ? Old : New;
        foreach (var act in acts)
        {
            switch (act)
            {
                case ClusterAct.RecordIntent:
                    (IsBegun, Good, Granted, recorded) = (true, null, -1, ++sequence);
                    break;
                case ClusterAct.Configure:
                    Deeds.Add($"apply {target}");
                    Live = target;
                    break;
                case ClusterAct.Grant grant:
                    Deeds.Add($"grant {grant.Step}");
                    Granted = grant.Step;
                    break;
                case ClusterAct.RecordGood:
                    Good = target;
                    break;
            }
        }

        return recorded;
    }

    private ChangeSight Sight(string target)
    {
        var state = Live != target ? ChangeState.NotConfigured
            : Granted < 0 ? ChangeState.Halted
            : IsFragile && target == New ? ChangeState.Stopped
            : Granted == 1 ? ChangeState.Complete
            : ChangeState.AtStep;
        return new ChangeSight(state, Granted, "CrashLoop", $"{state}", []);
    }

    private static PlannedChange Change(string target) =>
        new("Deployment web", "image", null, target, ChangeVerdict.Allow, "", target, false);
}
