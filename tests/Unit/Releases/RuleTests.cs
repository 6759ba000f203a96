using Fairway.Api.Releases;
using Fairway.Tests.Releases.Scenes;
using Xunit;

namespace Fairway.Tests.Releases;

/// <summary>Rules of a pipeline around whole Releases. The clusters of the world have one node.</summary>
public sealed class RuleTests
{
    [Fact]
    public void A_rule_over_what_gates_saw_takes_a_cluster_back_after_a_step() => ReleaseWorld.Run(async world =>
    {
        await BeginAsync(world, "evidence.health.facts.nodes.ready >= 2");
        await world.UntilAsync("two", ReleasePhase.RolledBack);

        var status = (await world.FindAsync("c1", "two"))!.Status!;
        Assert.Equal("GateFailed: rules/step: nodes: two nodes must be ready", status.Failure);
        Assert.DoesNotContain(world.Deeds, deed => deed is { Version: "2.0.0", What: "grant 1" });
    });

    [Fact]
    public void A_rule_that_is_true_lets_through_and_leaves_evidence() => ReleaseWorld.Run(async world =>
    {
        await BeginAsync(world, "evidence.health.facts.nodes.ready >= 1");
        await world.UntilAsync("two", ReleasePhase.Succeeded);

        var gates = (await world.FindAsync("c1", "two"))!.Status!.Gates!
            .Where(one => one.Gate.StartsWith("rules/", StringComparison.Ordinal)).ToList();
        Assert.Equal(["rules/after", "rules/before", "rules/step"], gates.Select(one => one.Gate));
        Assert.All(gates, one => Assert.True(one is { Decision: "Pass", Evidence: not null }));
    });

    [Fact]
    public void A_rule_that_cannot_be_read_lets_nothing_begin() => ReleaseWorld.Run(async world =>
    {
        await BeginAsync(world, "evidence.");
        await world.UntilAsync("c1", "two", one => one.Status?.Failure is not null);

        Assert.StartsWith(
            "GateFailed: rules/before: did not pass in time: nodes: it cannot be read",
            (await world.FindAsync("c1", "two"))!.Status!.Failure,
            StringComparison.Ordinal);
        Assert.DoesNotContain(world.Deeds, deed => deed.Version == "2.0.0");
    });

    private static async Task BeginAsync(ReleaseWorld world, string rule)
    {
        world.Manager();
        await world.PipelineAsync("""{"stages": [{"name": "canary", "selector": {}}]}""");
        await world.ClusterAsync("c1", "canary");
        await world.ReleaseAsync("one", "1.0.0");
        await world.UntilAsync("one", ReleasePhase.Succeeded);
        await world.PatchAsync("/apis/fairway.dev/v1alpha1/releasepipelines/fleet", $$"""
            {"spec": {
              "steps": [{"partition": "50%", "bake": "3s"}, {"partition": 0, "bake": "2s"}],
              "rules": [{"name": "nodes", "rule": "{{rule}}", "message": "two nodes must be ready"}]
            } }
            """);
        await world.ReleaseAsync("two", "2.0.0");
    }
}
