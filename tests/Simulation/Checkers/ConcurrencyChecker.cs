using System.Text.Json.Nodes;
using Fairway.Simulation.Fleets;

namespace Fairway.Simulation.Checkers;

/// <summary>Never more clusters in flight than the stage allows; unset means one.</summary>
internal sealed class ConcurrencyChecker : Checker
{
    public override string Rule => "2, never more in flight than the limit";

    public override void See(Change change)
    {
        if (change.Resource is not (ClusterReleases or Releases))
        {
            return;
        }

        foreach (var release in Mirror.All(Meta, Releases))
        {
            var name = Text(release, "metadata", "name");
            var flying = Mirror.All(Meta, ClusterReleases)
                .Where(item => Text(item, "spec", "release") == name && IsActing(Text(item, "status", "phase"))
                    && Text(release, "status", "phase") is "Running" or "Paused" or "RollingBack")
                .GroupBy(item => Text(item, "spec", "stage"));
            foreach (var stage in flying)
            {
                var limit = LimitOf(release, stage.Key);
                var slots = (release["status"]?["slots"] as JsonArray)?.Count ?? 0;
                if (stage.Count() > limit || slots > limit)
                {
                    var ids = string.Join(", ", stage.Select(item => Text(item, "metadata", "namespace")));
                    Cry($"{ids} are in flight with {slots} slots in {stage.Key}, which allows {limit}", change);
                }
            }
        }
    }

    private int LimitOf(JsonObject release, string? stage)
    {
        var pipeline = Mirror.Find(Meta, "releasepipelines.fairway.dev", null, Text(release, "spec", "pipeline")!);
        var found = (pipeline?["spec"]?["stages"] as JsonArray)?.FirstOrDefault(one => Text(one, "name") == stage);
        return Number(found, "maxConcurrency") ?? 1;
    }
}
