using Fairway.Api.Meta;
using Fairway.Api.Releases;
using Fairway.Delivery.Gates;
using Fairway.Releases.Approvals;
using Fairway.Releases.CatchUps;
using Fairway.Releases.Gates;
using Fairway.Tests.Releases.Gates;
using Xunit;

namespace Fairway.Tests.Releases.Approvals;

public sealed class ApprovalPlannerTests
{
    private const string Plan = "sha256:plan";

    [Fact]
    public void Where_nobody_has_to_approve_nobody_is_asked() =>
        Assert.Null(ApprovalPlanner.Decide(Subject() with { Approvals = [] }, Items(By("ann"))));

    [Fact]
    public void Enough_people_of_the_group_let_it_begin()
    {
        var one = ApprovalPlanner.Decide(Subject(), Items(By("ann")))!;
        Assert.Equal((GateDecision.Hold, ClusterReleaseReasons.WaitingForApproval), (one.Decision, one.Reason));
        Assert.Equal(
            "the stage canary needs 2 of the group sre to approve the plan, and has 1 (ann)", one.Says);

        var two = ApprovalPlanner.Decide(Subject(), Items(By("ann"), By("bob")))!;
        Assert.Equal((GateDecision.Pass, "approved by ann, bob"), (two.Decision, two.Says));
        Assert.Equal(2, two.Facts["approvals"]!.AsArray().Count);
    }

    [Fact]
    public void One_person_counts_once_and_who_made_the_release_never()
    {
        Assert.True(Holds(By("ann"), By("ann")));
        Assert.True(Holds(By("ann"), By("eve")));
    }

    [Fact]
    public void Who_made_what_a_cluster_catches_up_with_does_not_approve_it_there()
    {
        Assert.Equal("bob", CatchUpRules.AuthorOf(CatchingUp("bob").Release));
        var held = ApprovalPlanner.Decide(CatchingUp("bob"), Items(By("ann"), By("bob")))!;
        Assert.Equal(GateDecision.Hold, held.Decision);
        Assert.Equal(
            GateDecision.Pass, ApprovalPlanner.Decide(CatchingUp("eve"), Items(By("ann"), By("bob")))!.Decision);
        Assert.Equal(
            GateDecision.Hold, ApprovalPlanner.Decide(CatchingUp(null), Items(By("ann"), By("bob")))!.Decision);
    }

    private static GateSubject CatchingUp(string? author)
    {
        var subject = Subject();
        var order = new CatchUpOrder { Release = "one", Uid = "u", Author = author };
        var spec = subject.Release.Spec with { Author = null, CatchUp = order };
        return subject with { Release = subject.Release with { Spec = spec } };
    }

    [Fact]
    public void An_approval_speaks_of_its_release_its_plan_its_stage_and_its_groups_alone()
    {
        Assert.True(Holds(By("ann"), By("bob") with { Release = "other" }));
        Assert.True(Holds(By("ann"), By("bob") with { PlanDigest = "sha256:another" }));
        Assert.True(Holds(By("ann"), By("bob") with { Stage = "production" }));
        Assert.True(Holds(By("ann"), By("bob") with { Groups = ["developers"] }));
        Assert.True(Holds(By("ann"), By("bob") with { Groups = null }));
        Assert.False(Holds(By("ann"), By("bob") with { Stage = "canary", Groups = ["developers", "sre"] }));
    }

    [Fact]
    public void One_that_has_expired_counts_no_more()
    {
        Assert.True(Holds(By("ann"), By("bob") with { ExpiresAt = Subjects.Noon }));
        Assert.False(Holds(By("ann"), By("bob") with { ExpiresAt = Subjects.Noon.AddSeconds(1) }));
    }

    [Fact]
    public void A_no_holds_whatever_others_say_also_of_who_made_it()
    {
        var answer = ApprovalPlanner.Decide(
            Subject(), Items(By("ann"), By("bob"), By("eve") with { Decision = ApprovalDecision.Reject }))!;

        Assert.Equal(ClusterReleaseReasons.Rejected, answer.Reason);
        Assert.Equal("eve rejects the plan: as said (Approval a2)", answer.Says);
        Assert.NotNull(ApprovalPlanner.Decide(
            Subject() with { Approvals = [] }, Items(By("eve") with { Decision = ApprovalDecision.Reject })));
    }

    [Fact]
    public void What_has_begun_is_not_held() =>
        Assert.Null(ApprovalPlanner.Decide(Subject() with { HasBegun = true }, []));

    [Fact]
    public void Without_an_author_nobody_can_tell_who_must_not_approve()
    {
        var subject = Subject();
        var release = subject.Release with { Spec = subject.Release.Spec with { Author = null } };

        var answer = ApprovalPlanner.Decide(subject with { Release = release }, Items(By("ann"), By("bob")))!;

        Assert.Equal(GateDecision.Hold, answer.Decision);
        Assert.EndsWith("make it again with spec.author", answer.Says, StringComparison.Ordinal);
    }

    private static bool Holds(params ApprovalSpec[] said) =>
        ApprovalPlanner.Decide(Subject(), Items(said))!.Decision == GateDecision.Hold;

    private static GateSubject Subject()
    {
        var subject = Subjects.One();
        return subject with
        {
            Release = subject.Release with
            {
                Spec = subject.Release.Spec with { Author = "eve" },
                Status = new ReleaseStatus { Plan = new PinnedPlan { Digest = Plan } },
            },
            Approvals = [new ApprovalDemand { Group = "sre", Count = 2 }],
        };
    }

    private static Approval[] Items(params ApprovalSpec[] said) =>
        [.. said.Select((spec, i) => new Approval { Metadata = new ObjectMeta { Name = $"a{i}" }, Spec = spec })];

    private static ApprovalSpec By(string name) => new()
    {
        Release = "two",
        PlanDigest = Plan,
        Decision = ApprovalDecision.Approve,
        Reason = "as said",
        Approver = name,
        Groups = ["sre"],
    };
}
