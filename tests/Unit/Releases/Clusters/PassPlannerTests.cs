using System.Text;
using System.Text.Json.Nodes;
using Fairway.Api.Releases;
using Fairway.Delivery.Changes;
using Fairway.Releases.Clusters;
using Fairway.Tests.Releases.Scenes;
using Xunit;

namespace Fairway.Tests.Releases.Clusters;

/// <summary>Which moves are stored together.</summary>
public sealed class PassPlannerTests
{
    private static readonly ClusterReleaseObservation Step = Cases.In(ClusterReleasePhase.Step);

    [Theory]
    [InlineData(ClusterReleasePhase.Pending, ClusterReleasePhase.PreCheck, true)]
    [InlineData(ClusterReleasePhase.Step, ClusterReleasePhase.Bake, true)]
    [InlineData(ClusterReleasePhase.Step, ClusterReleasePhase.Step, false)]
    [InlineData(ClusterReleasePhase.PreCheck, ClusterReleasePhase.Configure, false)]
    [InlineData(ClusterReleasePhase.PostCheck, ClusterReleasePhase.Succeeded, false)]
    public void A_pass_goes_on_where_the_phase_has_changed_and_nothing_is_written_to_the_cluster(
        ClusterReleasePhase from, ClusterReleasePhase to, bool goesOn)
    {
        var seen = Cases.In(from);
        var plan = ClusterPhases.Nothing(seen.Status with { Phase = to }, seen.Now);
        Assert.Equal(goesOn, PassPlanner.GoesOn(seen, plan, 1));
    }

    [Fact]
    public void A_pass_ends_where_something_is_waited_for_and_when_it_is_long()
    {
        var bakes = Step.Status with { Phase = ClusterReleasePhase.Bake };
        Assert.False(PassPlanner.GoesOn(Step, ClusterPhases.Nothing(bakes, Step.Now.AddSeconds(1)), 1));
        Assert.False(PassPlanner.GoesOn(Step, ClusterPhases.Nothing(bakes), 1));
        Assert.False(PassPlanner.GoesOn(Step, ClusterPhases.Nothing(bakes, Step.Now), PassPlanner.MostMoves));
    }

    [Fact]
    public void Nothing_is_begun_in_a_cluster_before_the_decision_is_stored()
    {
        ClusterAct[] begin =
        [
            new ClusterAct.Configure(new SortedSet<string>(), "why"), new ClusterAct.Grant(0, Step.Now, "why"),
            new ClusterAct.Finish("why"), new ClusterAct.Halt("why"), new ClusterAct.MarkFailed("Reason", "why"),
        ];
        Assert.All(begin, act => Assert.False(PassPlanner.MayFollow(Step, new([act], Step.Status, null))));
        Assert.True(PassPlanner.MayFollow(Step, new([], Step.Status, null)));
        ClusterAct[] tell =
        [
            new ClusterAct.KeepEvidence([], "why"), new ClusterAct.RecordIntent("why"),
            new ClusterAct.RecordApplied("why"), new ClusterAct.RecordGood("why"),
        ];
        Assert.True(PassPlanner.MayFollow(Step, new(tell, Step.Status, null)));
    }

    [Theory]
    [InlineData(ChangeState.AtStep, false)]
    [InlineData(ChangeState.Complete, true)]
    public void A_permit_begins_nothing_where_everything_is_at_the_target(ChangeState state, bool may)
    {
        var seen = Step.Seeing(state);
        var grant = new ClusterAct.Grant(0, seen.Now, "why");
        Assert.Equal(may, PassPlanner.MayFollow(seen, new([grant], seen.Status, null)));
        Assert.False(PassPlanner.MayFollow(
            seen, new([new ClusterAct.Configure(new SortedSet<string>(), "why")], seen.Status, null)));
    }

    [Fact]
    public void Phases_that_nothing_is_waited_for_share_a_write_and_each_is_audited() => ReleaseWorld.Run(async world =>
    {
        var stored = new List<string>();
        world.Meta.Refuses = request =>
        {
            if (request.Path.EndsWith("/namespaces/c1/clusterreleases/r/status", StringComparison.Ordinal))
            {
                var body = Encoding.UTF8.GetString(request.Body.Span);
                stored.Add(Enum.GetNames<ClusterReleasePhase>().Single(
                    name => body.Contains($"\"phase\":\"{name}\"", StringComparison.Ordinal)));
            }

            return null;
        };
        world.Manager();
        await world.PipelineAsync(
            """{"stages":[{"name":"all","selector":{}}],"steps":[{"partition":0,"bake":"2s"}]}""");
        await world.ClusterAsync("c1", "all");
        await world.ReleaseAsync("r", "1.0.0");
        await world.UntilAsync("r", ReleasePhase.Succeeded);

        var phases = new List<string>();
        await foreach (var one in world.Db.AuditAsync(0, CancellationToken.None))
        {
            var entry = JsonNode.Parse(one.Json.Span)!;
            if (((string?)entry["subject"])?.EndsWith(" on c1", StringComparison.Ordinal) == true
                && entry["detail"]?["from"] is not null)
            {
                phases.Add((string)entry["verb"]!);
            }
        }

        Assert.Equal(["precheck", "configure", "step", "bake", "postcheck", "succeeded"], phases);
        Assert.Equal(["Configure", "Step", "Bake", "Succeeded"], stored.Distinct());
    });
}
