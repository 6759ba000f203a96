using System.Text.Json.Nodes;
using Fairway.Api.Releases;
using Fairway.Tests.Releases.Scenes;
using Xunit;

namespace Fairway.Tests.Releases.Retention;

/// <summary>A pipeline that keeps one Release, in virtual time.</summary>
public sealed class RetentionStoryTests
{
    private static readonly string KeepsOne = Fleets.Pipeline.Replace(
        "\"stepDeadline\"", "\"retention\": {\"keep\": 1}, \"stepDeadline\"", StringComparison.Ordinal);

    [Fact]
    public void What_no_cluster_stands_on_goes_with_a_word_in_the_audit() => ReleaseWorld.Run(async world =>
    {
        world.Manager();
        await Fleets.WithFirstAsync(world, KeepsOne);
        await world.ReleaseAsync("second", "2.0.0");
        await world.UntilAsync("second", ReleasePhase.Succeeded);
        Assert.NotNull(await world.FindAsync("first"));

        await world.PassAsync(900);
        Assert.Null(await world.FindAsync("first"));
        Assert.NotNull(await world.FindAsync("second"));
        var said = Assert.Single(await PrunedAsync(world));
        Assert.StartsWith("first.", (string?)said["subject"], StringComparison.Ordinal);
        Assert.Equal("1 Releases of the pipeline fleet have ended since", (string?)said["reason"]);
    });

    [Fact]
    public void What_a_cluster_stands_on_stays_and_is_rolled_back_to_what_was_good_before() => ReleaseWorld.Run(
        async world =>
        {
            world.Manager();
            await Fleets.WithFirstAsync(world, KeepsOne);
            await world.ReleaseAsync("second", "2.0.0", """{"cluster":"p2"}""");
            await world.UntilAsync("second", ReleasePhase.Succeeded);
            await world.ReleaseAsync("third", "3.0.0", """{"cluster":"p2"}""");
            await world.UntilAsync("third", ReleasePhase.Succeeded);

            await world.PassAsync(900);
            Assert.NotNull(await world.FindAsync("first"));
            Assert.Null(await world.FindAsync("second"));
            await world.PatchReleaseAsync("third", """{"rollBack":true}""");
            await world.UntilAsync("third", ReleasePhase.RolledBack);
            Assert.Equal("2.0.0", world.Tenant("p2").Running);
        });

    private static async Task<List<JsonNode>> PrunedAsync(ReleaseWorld world)
    {
        var said = new List<JsonNode>();
        await foreach (var entry in world.Db.AuditAsync(0, CancellationToken.None))
        {
            if (JsonNode.Parse(entry.Json.Span) is { } json && (string?)json["verb"] == "prune")
            {
                said.Add(json);
            }
        }

        return said;
    }
}
