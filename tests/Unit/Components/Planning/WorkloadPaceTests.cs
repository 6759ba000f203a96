using System.Text.Json.Nodes;
using Fairway.Api.Components;
using Fairway.Api.Meta;
using Fairway.Api.Rollouts;
using Fairway.Components.Planning;
using Fairway.Components.Targets;
using Fairway.Delivery.Changes;
using Fairway.Rollouts;
using Xunit;

namespace Fairway.Tests.Components.Planning;

public sealed class WorkloadPaceTests
{
    [Theory]
    [InlineData("""{"strategy":{"rollingUpdate":{"maxSurge":2,"maxUnavailable":"25%"}}}""", "25%", "2")]
    [InlineData("""{"updateStrategy":{"rollingUpdate":{"maxUnavailable":3,"partition":1}}}""", "3", null)]
    [InlineData("""{"updateStrategy":{"type":"ReCreate","maxUnavailable":"20%","maxSurge":"10%"}}""", "20%", "10%")]
    [InlineData("""{"updateStrategy":{"rollingUpdate":{"maxUnavailable":"many"}}}""", null, null)]
    [InlineData("{}", null, null)]
    public void A_chart_says_how_fast_its_workload_rolls(string spec, string? unavailable, string? surge)
    {
        var pace = WorkloadPace.Of(Workload(spec), null);
        Assert.Equal((unavailable ?? "", surge ?? ""), ($"{pace.MaxUnavailable}", $"{pace.MaxSurge}"));
        Assert.False(pace.Recreate);
    }

    [Fact]
    public void A_component_has_the_last_word()
    {
        var policy = new RolloutPolicy { MaxUnavailable = IntOrPercent.Count(7), NodeOrder = NodeOrder.EveryKind };
        var pace = WorkloadPace.Of(
            Workload("""{"updateStrategy":{"rollingUpdate":{"maxUnavailable":3}}}"""), policy);
        Assert.Equal((IntOrPercent.Count(7), NodeOrder.EveryKind), (pace.MaxUnavailable!.Value, pace.NodeOrder));
    }

    [Fact]
    public void A_deployment_that_recreates_takes_no_surge()
    {
        var policy = new RolloutPolicy { MaxSurge = IntOrPercent.Count(7) };
        var pace = WorkloadPace.Of(Workload("""{"strategy":{"type":"Recreate"}}"""), policy);
        Assert.Equal((true, (IntOrPercent?)null), (pace.Recreate, pace.MaxSurge));
    }

    [Theory]
    [InlineData("Deployment", "{}", RolloutDemand.ExactSteps, null)]
    [InlineData("Deployment", """{"strategy":{"type":"Recreate"}}""", RolloutDemand.ExactSteps, "ExactSteps of Dep")]
    [InlineData("DaemonSet", "{}", RolloutDemand.HoldsPartition, "HoldsPartition of DaemonSet")]
    [InlineData("ConfigMap", "{}", RolloutDemand.HoldsPartition, null)]
    public void What_a_component_demands_every_workload_must_hold_to(
        string kind, string spec, RolloutDemand demand, string? refusal)
    {
        var workload = Workload(spec);
        workload["kind"] = kind;
        var target = new TargetDocument
        {
            Component = "web",
            Version = "1",
            ChartDigest = "",
            ValuesDigest = "",
            Objects = new JsonArray(workload),
            Rollout = new RolloutPolicy { Require = [demand] },
        };
        var refused = Record.Exception(() => GuaranteePlanner.Check(target, new RolloutCatalogue()));
        Assert.Equal(refusal is null, refused is null);
        Assert.Contains(refusal ?? "", (refused as ChangeRefusedException)?.Message ?? "", StringComparison.Ordinal);
    }

    private static JsonObject Workload(string spec) => new()
    {
        ["apiVersion"] = "apps/v1",
        ["kind"] = "Deployment",
        ["metadata"] = new JsonObject { ["name"] = "web", ["namespace"] = "default" },
        ["spec"] = JsonNode.Parse(spec),
    };
}
