using Fairway.Api.Clusters;
using Fairway.Api.Releases;
using Fairway.Tests.Releases.Scenes;
using Xunit;

namespace Fairway.Tests.Releases.Issues;

/// <summary>Sveltos PR 657, AKS 5655, Rancher Fleet 192: a cluster that was paused, stopped or offline held up all
/// others.</summary>
public sealed class ClustersThatAreAwayTests
{
    private const string Pipeline = """
        {"stages": [{"name": "all", "selector": {}, "silentPeriodAfterStage": "5m"}],
         "steps": [{"partition": 0, "bake": "2s"}]}
        """;

    [Theory]
    [InlineData("paused")]
    [InlineData("stopped")]
    [InlineData("offline")]
    public void A_cluster_that_is_away_takes_no_slot_and_catches_up_with_what_was_pinned(string how) =>
        ReleaseWorld.Run(async world =>
        {
            world.Manager();
            await world.PipelineAsync(Pipeline);
            await world.ClusterAsync("away", "all", importance: 0);
            await world.ClusterAsync("b", "all");
            await world.ClusterAsync("c", "all");
            await LeaveAsync(world, how);
            await world.ReleaseAsync("r", "1.0.0");

            foreach (var id in (string[])["b", "c"])
            {
                await world.UntilAsync(id, "r", item => item.Status?.Phase == ClusterReleasePhase.Succeeded);
            }

            await world.PassAsync(60);
            Assert.Empty((await world.FindAsync("r"))!.Status!.Slots ?? []);
            Assert.DoesNotContain(world.Deeds, deed => deed.Cluster == "away");

            await ReturnAsync(world, how);
            await world.UntilAsync("away", "r", item => item.Status?.Phase == ClusterReleasePhase.Succeeded);
            await world.UntilAsync("r", ReleasePhase.Succeeded);
            Assert.Equal("1.0.0", world.Tenant("away").Running);
        });

    private static async Task LeaveAsync(ReleaseWorld world, string how)
    {
        switch (how)
        {
            case "paused":
                await world.PatchAsync(Path, """{"metadata":{"annotations":{"fairway.dev/hold":"not now"}}}""");
                break;
            case "stopped":
                await world.PostAsync("/apis/fairway.dev/v1alpha1/emergencystops", new()
                {
                    ["apiVersion"] = "fairway.dev/v1alpha1",
                    ["kind"] = "EmergencyStop",
                    ["metadata"] = new System.Text.Json.Nodes.JsonObject { ["name"] = "halt" },
                    ["spec"] = System.Text.Json.Nodes.JsonNode.Parse("""
                        {"reason":"it burns","clusters":{"matchLabels":{"fairway.dev/importance":"0"}}}
                        """),
                });
                break;
            default:
                world.Tenant("away").Api.Cut();
                break;
        }
    }

    private static async Task ReturnAsync(ReleaseWorld world, string how)
    {
        switch (how)
        {
            case "paused":
                await world.PatchAsync(Path, """{"metadata":{"annotations":{"fairway.dev/hold":null}}}""");
                break;
            case "stopped":
                await world.DeleteAsync("/apis/fairway.dev/v1alpha1/emergencystops/halt");
                break;
            default:
                world.Tenant("away").Api.Mend();
                break;
        }
    }

    private static string Path => $"/apis/fairway.dev/v1alpha1/namespaces/away/clusters/{Cluster.FixedName}";
}
