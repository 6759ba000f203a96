using Fairway.Api.Meta;
using Fairway.Api.Releases;
using Fairway.Delivery.Gates;
using Fairway.Releases.Fleet;
using Fairway.Releases.Gates;
using Xunit;

namespace Fairway.Tests.Releases.Fleet;

public sealed class SlotPlannerTests
{
    [Theory]
    [InlineData("0", 10, 1)]
    [InlineData("3", 10, 3)]
    [InlineData("25%", 10, 2)]
    [InlineData("5%", 10, 1)]
    [InlineData("50", 10, 10)]
    public void A_share_rounds_down_and_is_never_less_than_one(string limit, int clusters, int slots) => Assert.Equal(
        slots, SlotPlanner.Limit(new Stage { MaxConcurrency = IntOrPercent.TryParse(limit)!.Value }, clusters));

    [Fact]
    public void An_unset_limit_means_one() => Assert.Equal(1, SlotPlanner.Limit(new Stage(), 300));

    [Fact]
    public void The_least_important_come_first_then_names_decide()
    {
        var members = new[] { Member("z", 0), Member("b", 5), Member("a", 5), Member("c", 9) };
        var seen = Seen(members);

        var slots = SlotPlanner.Forward(
            seen, new Stage { MaxConcurrency = IntOrPercent.Count(3) }, members, SlotPlanner.Kept(seen));

        Assert.Equal(["z", "a", "b"], slots.Select(slot => slot.Cluster));
    }

    [Fact]
    public void A_cluster_that_has_left_or_waits_for_a_person_gives_its_slot_up()
    {
        var held = Member("b", 5) with
        {
            ClusterRelease = new ClusterRelease { Status = new() { Phase = ClusterReleasePhase.Held } },
        };
        var seen = Seen([Member("a", 5) with { IsGone = true }, held, Member("c", 5)], "a", "b", "c", "unknown");

        Assert.Equal(["c"], SlotPlanner.Kept(seen).Select(slot => slot.Cluster));
    }

    [Fact]
    public void A_slot_is_taken_back_only_from_a_cluster_that_says_what_keeps_it()
    {
        var silent = Kept("a", ClusterReleasePhase.PreCheck, ClusterReleaseReasons.WaitingForGate);
        var waiting = Kept("b", ClusterReleasePhase.Pending, ClusterReleaseReasons.WaitingForSlot);
        var told = Kept("c", ClusterReleasePhase.PreCheck, ClusterReleaseReasons.Interlocked);
        var seen = Seen([silent, waiting, told], "a", "b", "c");

        Assert.Equal(["a", "b"], SlotPlanner.Kept(seen).Select(slot => slot.Cluster));
    }

    [Fact]
    public void Gates_are_asked_only_of_clusters_that_a_slot_is_free_for()
    {
        var asked = new List<string>();
        var members = Enumerable.Range(0, 100).Select(number => Member($"c{number:D3}", 5)).Select(one => one with
        {
            Verdicts = new(() =>
            {
                asked.Add(one.Cluster);
                return one.Cluster == "c001" ? [Interlocked] : [];
            }),
        }).ToArray();
        var seen = Seen(members, "c000");
        var stage = new Stage { MaxConcurrency = IntOrPercent.Count(2) };

        var slots = SlotPlanner.Forward(seen, stage, members, SlotPlanner.Kept(seen));

        Assert.Equal(["c000", "c002"], slots.Select(slot => slot.Cluster));
        Assert.Equal(["c000", "c001", "c002"], asked);
        Assert.True(SlotPlanner.IsFull(stage, members, slots));
    }

    [Fact]
    public void A_slot_without_its_object_is_repaired()
    {
        var seen = Seen([Member("a", 5)], "a");

        Assert.IsType<ReleaseAct.Create>(Assert.Single(SlotPlanner.Missing(seen, seen.Status.Slots!)));
    }

    private static GateVerdict Interlocked { get; } =
        new("interlock", new GateAnswer(GateDecision.Hold, "another Release has the domain", []));

    private static MemberSight Kept(string id, ClusterReleasePhase phase, string reason) => Member(id, 5) with
    {
        ClusterRelease = new ClusterRelease { Status = new() { Phase = phase, Reason = reason } },
        Verdicts = new(() => [Interlocked]),
    };

    private static MemberSight Member(string id, int importance) =>
        new() { Cluster = id, Stage = "s", Importance = importance };

    private static ReleaseObservation Seen(MemberSight[] members, params string[] slots) => new()
    {
        Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero),
        Release = new Release
        {
            Status = new ReleaseStatus { Slots = [.. slots.Select(id => new Slot { Cluster = id })] },
        },
        Members = members,
    };
}
