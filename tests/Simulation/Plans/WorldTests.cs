using System.Text.Json.Nodes;
using Fairway.Simulation.Fleets;
using Fairway.Twin.Timing;
using Fairway.Simulation.Stories;

namespace Fairway.Simulation.Plans;

/// <summary>A world in which nothing goes wrong.</summary>
public sealed class WorldTests
{
    private const string Deployment = """
        {"metadata":{"name":"web"},"spec":{"replicas":4,"selector":{"matchLabels":{"app":"web"}},
         "template":{"metadata":{"labels":{"app":"web"}},"spec":{"containers":[{"name":"c","image":"web:1"}]}}}}
        """;

    [Fact]
    public void A_rollout_puts_the_rules_of_deployments_and_replica_sets_to_the_test()
    {
        var loop = new SimulationLoop(new SimulationSeed(Seeded.Known));
        var world = new World(loop);
        loop.Run(
            async () =>
            {
                await world.StartAsync(World.Everything, controller => controller);
                const string deployments = "/apis/apps/v1/namespaces/default/deployments";
                await world.Cluster.PostAsync(deployments, JsonNode.Parse(Deployment)!);
                await world.PassAsync(15);
                await world.Cluster.PatchAsync($"{deployments}/web", """
                    {"spec":{"template":{"spec":{"containers":[{"name":"c","image":"web:2"}]}}}}
                    """);
                await world.RestAsync();
                world.Checks.SeeRest(World.Name);
            },
            TimeSpan.FromHours(1));

        var seen = world.Checks.Situations.Keys.Select(rule => rule.Split(' ')[0]).ToHashSet();
        Assert.Superset(new HashSet<string> { "D-1", "D-2", "D-4", "D-5", "R-1", "R-3", "H-1", "H-2" }, seen);
    }
}
