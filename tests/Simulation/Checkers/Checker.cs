using System.Text.Json.Nodes;
using Fairway.Simulation.Fleets;

namespace Fairway.Simulation.Checkers;

/// <summary>Watches one invariant after every committed write.</summary>
internal abstract class Checker
{
    protected const string Meta = SimulatedCluster.Meta;
    protected const string ClusterReleases = "clusterreleases.fairway.dev";
    protected const string Releases = "releases.fairway.dev";
    protected const string Rollouts = "rollouts.fairway.dev";
    protected const string StatefulSets = "statefulsets.apps";

    /// <summary>The fleet's objects after the change.</summary>
    public required Mirror Mirror { get; init; }

    /// <summary>Told where the invariant does not hold.</summary>
    public required Action<string> Told { get; init; }

    /// <summary>The fleet's clock.</summary>
    public required TimeProvider Time { get; init; }

    /// <summary>The invariant, by its number and in a few words.</summary>
    public abstract string Rule { get; }

    /// <summary>A write was committed; <see cref="Mirror"/> has it.</summary>
    public abstract void See(Change change);

    protected void Cry(string what, Change change) => Told($"invariant {Rule}: {what} ({change})");

    protected static string? Text(JsonNode? of, params string[] path) => Node(of, path)?.ToString();

    protected static int? Number(JsonNode? of, params string[] path) =>
        Node(of, path) is JsonValue value && value.TryGetValue<int>(out var number) ? number : null;

    protected static DateTimeOffset? When(JsonNode? of, params string[] path) =>
        Text(of, path) is { } text
            ? DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture)
            : null;

    protected static JsonNode? Node(JsonNode? of, params string[] path)
    {
        foreach (var name in path)
        {
            of = (of as JsonObject)?[name];
        }

        return of;
    }

    /// <summary>The image of the first container of a pod, or of a workload's template.</summary>
    protected static string? Image(JsonObject of) =>
        Text(Containers(Node(of, "spec", "template") ?? of)?[0], "image");

    private static JsonArray? Containers(JsonNode of) => Node(of, "spec", "containers") as JsonArray;

    protected static bool IsManager(string author) => author.StartsWith('m') && author.Length == 2;

    protected static bool IsTenant(string author) => author.StartsWith("tenant@", StringComparison.Ordinal);

    protected static bool IsActing(string? phase) =>
        phase is "PreCheck" or "Configure" or "Step" or "Bake" or "PostCheck";

    protected static bool IsOver(string? phase) => phase is "Succeeded" or "Failed" or "RolledBack";

    /// <summary>The pods of a StatefulSet, with their places.</summary>
    protected IEnumerable<(int Place, JsonObject Pod)> PodsOf(string cluster, JsonObject set)
    {
        var name = Text(set, "metadata", "name");
        var ns = Text(set, "metadata", "namespace");
        return from pod in Mirror.All(cluster, "pods")
               where Text(pod, "metadata", "namespace") == ns && OwnerOf(pod) == name
               let place = Place(Text(pod, "metadata", "name")!)
               select (place, pod);
    }

    protected static string? OwnerOf(JsonObject pod) =>
        Node(pod, "metadata", "ownerReferences") is JsonArray { Count: > 0 } owners
            && Text(owners[0], "kind") == "StatefulSet"
            ? Text(owners[0], "name")
            : null;

    protected static int Place(string pod) =>
        int.Parse(pod[(pod.LastIndexOf('-') + 1)..], System.Globalization.CultureInfo.InvariantCulture);

    protected static bool IsReady(JsonObject pod) =>
        Node(pod, "metadata", "deletionTimestamp") is null
        && (Node(pod, "status", "conditions") as JsonArray)?.Any(condition =>
            Text(condition, "type") == "Ready" && Text(condition, "status") == "True") == true;

    /// <summary>The Rollout of a workload; null for none.</summary>
    protected JsonObject? RolloutOf(string cluster, JsonObject set) => Mirror.Find(
        cluster, Rollouts, Text(set, "metadata", "namespace"), $"statefulset-{Text(set, "metadata", "name")}");

    /// <summary>How many replicas of a workload must be old by what is permitted.</summary>
    protected static int HeldBack(JsonObject? rollout, int replicas)
    {
        if (rollout is null)
        {
            return 0;
        }

        var through = Number(rollout, "spec", "permittedThrough") ?? -1;
        if (through < 0)
        {
            return int.MaxValue;
        }

        var steps = (JsonArray)Node(rollout, "spec", "steps")!;
        var partition = Text(steps[Math.Min(through, steps.Count - 1)], "partition") ?? "0";
        var count = int.Parse(partition.TrimEnd('%'), System.Globalization.CultureInfo.InvariantCulture);
        return partition.EndsWith('%') ? (int)Math.Ceiling(replicas * count / 100.0) : count;
    }

    /// <summary>The image of a version of a component.</summary>
    protected string? ImageOf(string component, string? version)
    {
        var found = Mirror.Find(Meta, "componentversions.fairway.dev", null, $"{component}-{version}");
        return (Node(found, "spec", "images") as JsonObject)?.First().Value?.ToString();
    }
}
