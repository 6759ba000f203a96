using System.Text;
using Fairway.Twin.Faults;
using Xunit;

namespace Fairway.Tests.Twin.Faults;

public sealed class FaultPlanTests
{
    [Fact]
    public void A_rule_says_for_whom_when_and_what()
    {
        var rule = Assert.Single(Parse("""
            rules:
            - do: Refuse
              caller: kube-*
              cluster: c-1
              verbs: [create, update]
              resources: [pods, deployments.apps]
              namespace: web
              name: web-*
              probability: 0.25
              after: 3
              times: 2
              from: 1m
              until: 1h30m
              delay: {least: 10ms, most: 2s, shape: Exponential}
              status: 429
              retryAfter: 5s
            """).Rules);
        Assert.Equal((FaultEffect.Refuse, "kube-*", "c-1", "web", "web-*"),
            (rule.Do, rule.Caller, rule.Cluster, rule.Namespace, rule.Name));
        Assert.Equal(["create", "update"], rule.Verbs!);
        Assert.Equal(["pods", "deployments.apps"], rule.Resources!);
        Assert.Equal((0.25, 3L, 2L), (rule.Probability, rule.After, rule.Times!.Value));
        Assert.Equal((TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(90)), (rule.From!.Value, rule.Until!.Value));
        Assert.Equal(
            new FaultDelay(TimeSpan.FromMilliseconds(10), TimeSpan.FromSeconds(2), FaultDelayShape.Exponential),
            rule.Delay);
        Assert.Equal((429, TimeSpan.FromSeconds(5)), (rule.Status!.Value, rule.RetryAfter!.Value));
    }

    [Theory]
    [InlineData("rules:\n- doo: Lose", "doo")]
    [InlineData("rules:\n- caller: x", "do")]
    [InlineData("rules:\n- do: Explode", "rules[0].do")]
    [InlineData("rules:\n- {do: Lose, from: soon}", "rules[0].from: a time such as 50ms or 1h30m is wanted")]
    [InlineData("rules:\n- do: Refuse", "rules[0].status: Refuse needs one between 400 and 599")]
    [InlineData("rules:\n- do: Lose\n- {do: Refuse, status: 200}", "rules[1].status: Refuse needs one")]
    [InlineData("rules:\n- do: Delay", "rules[0].delay: Delay needs one")]
    [InlineData("rules:\n- do: HoldEvent", "rules[0].delay: HoldEvent needs one")]
    [InlineData("rules:\n- {do: Lose, probability: 5}", "rules[0].probability: must be between 0 and 1")]
    [InlineData("rules:\n- {do: Lose, after: -1}", "rules[0].after: must not be below 0")]
    [InlineData("rules:\n- {do: Lose, times: -1}", "rules[0].times: must not be below 0")]
    [InlineData("rules:\n- {do: Lose, from: 2s, until: 1s}", "rules[0].until: must be later than from")]
    [InlineData("rules:\n- {do: Delay, delay: {least: 2s, most: 1s}}", "rules[0].delay: most must not be below least")]
    [InlineData("rules: x", "rules")]
    [InlineData("{", "yaml")]
    [InlineData("", "rules")]
    public void What_is_not_understood_is_named_with_its_place(string yaml, string says) =>
        Assert.Contains(says, Assert.Throws<FaultPlanException>(() => Parse(yaml)).Message, StringComparison.Ordinal);

    [Fact]
    public void Delays_stay_within_their_limits_and_are_spread_as_their_shape_says()
    {
        var chance = new Random(1);
        var uniform = new FaultDelay(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(3));
        var drawn = Enumerable.Range(0, 2000).Select(_ => uniform.Draw(chance).TotalSeconds).ToArray();
        var exponential = uniform with { Shape = FaultDelayShape.Exponential };
        var skewed = Enumerable.Range(0, 2000).Select(_ => exponential.Draw(chance).TotalSeconds).ToArray();
        Assert.All(drawn.Concat(skewed), seconds => Assert.InRange(seconds, 1, 3));
        Assert.InRange(drawn.Average(), 1.9, 2.1);
        Assert.InRange(skewed.Average(), 1.3, 1.55);
        Assert.Equal(TimeSpan.FromSeconds(7), new FaultDelay(TimeSpan.FromSeconds(7)).Draw(chance));
    }

    private static FaultPlan Parse(string yaml) => FaultPlan.Parse(Encoding.UTF8.GetBytes(yaml));
}
