using System.Text.Json.Nodes;
using Fairway.Simulation.Fleets;

namespace Fairway.Simulation.Plans;

/// <summary>What of a write a reader of a failure wants to know.</summary>
internal static class WorldStory
{
    public static string Of(Change change) => change.Resource switch
    {
        "pods" => $" [{Image(change.Object["spec"])} on {change.Object["spec"]?["nodeName"]} "
            + $"{change.Object["status"]?["phase"]} {Going(change.Object)}]",
        "events" or "nodes" => "",
        _ => $" [{Spec(change.Object)} {Going(change.Object)}]",
    };

    private static string Spec(JsonObject of) => string.Join(' ',
        new[] { "replicas", "paused", "completions", "parallelism", "suspend" }
            .Where(name => of["spec"]?[name] is not null)
            .Select(name => $"{name}={of["spec"]![name]!.ToJsonString()}"));

    private static string Going(JsonObject of) => of["metadata"]?["deletionTimestamp"] is null ? "" : "going";

    private static string? Image(JsonNode? spec) => (string?)spec?["containers"]?[0]?["image"];
}
