using Fairway.Api.Clusters;
using Fairway.Api.Meta;
using Fairway.Api.Releases;
using Fairway.Api.Releases.Tasks;
using Fairway.Delivery.Gates;
using Fairway.Releases.Tasks;
using Fairway.Releases.Tasks.Types;
using Xunit;

namespace Fairway.Tests.Releases.Tasks;

public sealed class CheckTaskTests
{
    [Theory]
    [InlineData("clusters.size() == 1 && release.metadata.name == 'r.1'", "Succeeded")]
    [InlineData("clusters.all(c, c.metadata.labels['weather'] == 'fair')", "Running")]
    [InlineData("clusters.all(c, c.metadata.labels['nothing'] == 'fair')", "Running")]
    [InlineData("clusters +", "Failed")]
    public async Task A_rule_passes_when_it_is_true_and_waits_where_it_cannot_be_told(string rule, string state)
    {
        var sight = await LookAsync(new CheckTask { Rule = rule }, null);

        Assert.Equal(state, $"{sight.State}");
    }

    [Theory]
    [InlineData(GateDecision.Pass, "Succeeded")]
    [InlineData(GateDecision.Hold, "Running")]
    [InlineData(GateDecision.Fail, "Failed")]
    public async Task Metrics_are_asked_of_every_cluster_since_the_task_began(GateDecision decision, string state)
    {
        var gate = new FakeGate(decision);

        var sight = await LookAsync(new CheckTask { Metrics = new MetricDemands { Url = "http://p" } }, gate);

        Assert.Equal(state, $"{sight.State}");
        Assert.Equal(
            ("c1", TaskCase.Noon), (gate.Asked!.Order.ClusterId, gate.Asked.ClusterRelease.Status!.PhaseSince));
    }

    [Fact]
    public async Task Without_a_source_metrics_never_pass() => Assert.Equal(
        TaskState.Running,
        (await LookAsync(new CheckTask { Metrics = new MetricDemands { Url = "http://p" } }, null)).State);

    private static Task<TaskSight> LookAsync(CheckTask check, IGate? gate)
    {
        var cluster = new Cluster
        {
            Metadata = new ObjectMeta { Labels = new Dictionary<string, string> { ["weather"] = "foul" } },
        };
        var task = new StageTask { Name = "check", Type = TaskType.Check, Check = check };
        var item = new ClusterRelease
        {
            Metadata = new ObjectMeta { Namespace = "c1", Name = "r.1" },
            Spec = new ClusterReleaseSpec { Release = "r.1", Changes = [new ClusterChange { Component = "web" }] },
        };
        return new CheckTaskType(gate, _ => cluster)
            .LookAsync(TaskCase.Order(task, 9) with { Items = [item] }, TestContext.Current.CancellationToken);
    }

    private sealed class FakeGate(GateDecision decision) : IGate
    {
        public GateQuestion? Asked { get; private set; }

        public string Name => "metrics";

        public IReadOnlySet<GatePoint> Points { get; } = new HashSet<GatePoint>();

        public Task<GateAnswer> DecideAsync(GateQuestion question, CancellationToken cancel)
        {
            Asked = question;
            return Task.FromResult(new GateAnswer(decision, "seen", []));
        }
    }
}
