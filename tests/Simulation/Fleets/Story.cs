using System.Text.Json.Nodes;
using Fairway.Twin.Storage;

namespace Fairway.Simulation.Fleets;

/// <summary>What happened, in lines for people: what releases, rollouts, workloads and pods did, and what the test did
/// to them.</summary>
internal sealed class Story(Fleet fleet)
{
    private const int MostLines = 20_000;

    private readonly List<string> lines = [];

    public void Add(string what) => Append($"{fleet.Now:HH:mm:ss.fff} *** {what}");

    public void Tell(Change change)
    {
        if (Say(change) is { } what)
        {
            var where = change.Key.Namespace is { } space ? $"{space}/{change.Key.Name}" : change.Key.Name;
            Append($"{change.At:HH:mm:ss.fff} {change.Author}: {change.Cluster} {where} {what}");
        }
    }

    public override string ToString() => string.Join('\n', lines.TakeLast(400));

    /// <summary>A year has more lines than anybody reads.</summary>
    private void Append(string line)
    {
        lines.Add(line);
        if (lines.Count > 2 * MostLines)
        {
            lines.RemoveRange(0, MostLines);
        }
    }

    private static string? Say(Change change) => change.Resource switch
    {
        _ when change.Kind == StoreEventKind.Deleted => $"{change.Resource} is gone",
        "releases.fairway.dev" or "clusterreleases.fairway.dev" => Status(
            change, "phase", "stage", "direction", "change", "step", "reason", "message", "slots"),
        "rollouts.fairway.dev" => Rollout(change),
        "statefulsets.apps" or "deployments.apps" => Workload(change),
        "pods" when change.Kind == StoreEventKind.Added => $"pod with {Image(change.Object["spec"])}",
        "emergencystops.fairway.dev" => "stop",
        _ => null,
    };

    private static string? Status(Change change, params string[] fields)
    {
        var now = Pick(change.Object["status"], fields);
        return now != Pick(change.Before?["status"], fields) ? now : null;
    }

    private static string? Rollout(Change change)
    {
        string Text(JsonObject? of) => of is null ? "" : Pick(of["spec"], "permittedThrough", "generation", "paused")
            + " | " + Pick(of["status"], "phase", "braked", "step", "updated", "updatedReady", "reason", "message");

        var now = Text(change.Object);
        return now != Text(change.Before) ? now : null;
    }

    private static string? Workload(Change change)
    {
        string Text(JsonNode? of) => $"replicas {of?["replicas"]} image {Image(of?["template"]?["spec"])} "
            + $"partition {of?["updateStrategy"]?["rollingUpdate"]?["partition"]} paused {of?["paused"]}";

        var now = Text(change.Object["spec"]);
        return now != Text(change.Before?["spec"]) || change.Before is null ? now : null;
    }

    private static string? Image(JsonNode? pod) => (string?)pod?["containers"]?[0]?["image"];

    private static string Pick(JsonNode? of, params string[] fields) => string.Join(
        ' ',
        fields.Where(name => of?[name] is not null).Select(name => $"{name}={of![name]!.ToJsonString()}"));
}
