namespace Fairway.Tests.Releases.Scenes;

/// <summary>Fleets that stories begin with.</summary>
internal static class Fleets
{
    /// <summary>Three stages, two steps, short times.</summary>
    public const string Pipeline = """
        {
          "stages": [
            {"name": "canary", "selector": {"matchLabels": {"fairway.dev/stage": "canary"}},
             "silentPeriodAfterStage": "5s"},
            {"name": "small", "selector": {"matchLabels": {"fairway.dev/stage": "small"}}},
            {"name": "production", "selector": {"matchLabels": {"fairway.dev/stage": "production"}},
             "silentPeriod": "10s"}
          ],
          "steps": [{"partition": "50%", "bake": "3s"}, {"partition": 0, "bake": "2s"}],
          "stepDeadline": "1m",
          "permitDuration": "15s"
        }
        """;

    /// <summary>The clusters of <see cref="ThreeStagesAsync"/>, in the order in which they come.</summary>
    public static string[] Ids { get; } = ["c1", "s1", "p1", "p2"];

    /// <summary>One canary, one small, two of production.</summary>
    public static async Task ThreeStagesAsync(ReleaseWorld world, string pipeline = Pipeline)
    {
        await world.PipelineAsync(pipeline);
        await world.ClusterAsync("c1", "canary");
        await world.ClusterAsync("s1", "small");
        await world.ClusterAsync("p1", "production", importance: 2);
        await world.ClusterAsync("p2", "production", importance: 8);
    }

    /// <summary>The same, with a version that has gone through.</summary>
    public static async Task WithFirstAsync(ReleaseWorld world, string pipeline = Pipeline)
    {
        await ThreeStagesAsync(world, pipeline);
        await world.ReleaseAsync("first", "1.0.0");
        await world.UntilAsync("first", Fairway.Api.Releases.ReleasePhase.Succeeded);
        world.Deeds.Clear();
    }
}
