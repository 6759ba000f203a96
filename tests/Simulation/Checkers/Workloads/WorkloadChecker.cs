using System.Globalization;
using System.Text.Json.Nodes;
using Fairway.Simulation.Fleets;

namespace Fairway.Simulation.Checkers.Workloads;

/// <summary>Watches rules of one kind of workload, and counts how often each rule's situation came up: a rule that
/// never saw its situation proves nothing.</summary>
internal abstract class WorkloadChecker : Checker
{
    protected const string Pods = "pods";
    protected const string Deployments = "deployments.apps";
    protected const string ReplicaSets = "replicasets.apps";
    protected const string DaemonSets = "daemonsets.apps";
    protected const string Jobs = "jobs.batch";

    private readonly SortedDictionary<string, int> situations = new(StringComparer.Ordinal);

    public required Past Past { get; init; }

    /// <summary>How old what a controller acts on may be.</summary>
    public TimeSpan Lag { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How new what a controller has never seen may be: more than nothing only where one starts anew with an
    /// old view, for while it runs it sees what it wrote itself.</summary>
    public TimeSpan Unseen { get; set; }

    /// <summary>How far the clock of a controller may be ahead.</summary>
    public TimeSpan Skew { get; set; }

    /// <summary>How often each rule was put to the test.</summary>
    public IReadOnlyDictionary<string, int> Situations => situations;

    /// <summary>Nothing has been written for a while: what must be so in the end, must be so now.</summary>
    public virtual void SeeRest(string cluster)
    {
    }

    protected void Saw(string rule) => situations[rule] = situations.GetValueOrDefault(rule) + 1;

    /// <summary>Holds a rule against a situation.</summary>
    protected void Require(bool holds, string rule, Func<string> what, Change change)
    {
        Saw(rule);
        if (!holds)
        {
            Told($"{rule}: {what()} ({change})");
        }
    }

    /// <summary>Holds a limit against a situation, unless the controller has just started with an old view: what it has
    /// not seen it cannot count.</summary>
    protected void RequireSeen(bool holds, string rule, Func<string> what, Change change) =>
        Require(holds || Unseen > TimeSpan.Zero, rule, what, change);

    protected void RequireAtRest(bool holds, string rule, Func<string> what)
    {
        Saw(rule);
        if (!holds)
        {
            Told($"{rule}: {what()} (at rest)");
        }
    }

    /// <summary>True where a controller of the cluster's own wrote, and no person.</summary>
    protected static bool IsOurs(Change change) => change.Author.Contains('/', StringComparison.Ordinal)
        || change.Author.StartsWith("kubernetes", StringComparison.Ordinal);

    /// <summary>True where this controller wrote.</summary>
    protected static bool By(Change change, string controller) =>
        change.Author.EndsWith($"/{controller}", StringComparison.Ordinal);

    /// <summary>The states that an object had as far back as its controller may look.</summary>
    protected IEnumerable<JsonObject> Lately(Change change, string resource, JsonObject item)
    {
        var uid = Uid(item);
        return Past.Since(change.Cluster, resource, item, change.At - Lag)
            .OfType<JsonObject>()
            .Where(one => Uid(one) == uid);
    }

    /// <summary>False for what a controller that has just started may not have seen.</summary>
    protected bool IsKnown(Change change, JsonNode? item) =>
        When(item, "metadata", "creationTimestamp") <= change.At - Unseen;

    protected static string Uid(JsonNode? item) => Text(item, "metadata", "uid") ?? "";

    protected static string NameOf(JsonNode? item) => Text(item, "metadata", "name") ?? "";

    protected static string? NamespaceOf(JsonNode? item) => Text(item, "metadata", "namespace");

    protected static bool IsGoing(JsonNode? item) => Node(item, "metadata", "deletionTimestamp") is not null;

    protected static IEnumerable<JsonObject> Owners(JsonNode? item) =>
        (Node(item, "metadata", "ownerReferences") as JsonArray)?.OfType<JsonObject>() ?? [];

    protected static JsonObject? ControllerOf(JsonNode? item) =>
        Owners(item).FirstOrDefault(owner => Text(owner, "controller") == "true");

    /// <summary>The controller of an object, if it is of this kind and still there.</summary>
    protected JsonObject? Owner(Change change, JsonNode item, string kind, string resource) =>
        ControllerOf(item) is { } owner && Text(owner, "kind") == kind
            && Mirror.Find(change.Cluster, resource, NamespaceOf(item), NameIn(owner)) is { } found
            && Uid(found) == Text(owner, "uid")
            ? found
            : null;

    /// <summary>All objects whose controller this is.</summary>
    protected IEnumerable<JsonObject> Owned(string cluster, string resource, JsonObject owner)
    {
        var uid = Uid(owner);
        return Mirror.All(cluster, resource).Where(one => Text(ControllerOf(one), "uid") == uid);
    }

    protected static bool IsTerminal(JsonNode? pod) => Text(pod, "status", "phase") is "Succeeded" or "Failed";

    protected static bool IsActive(JsonNode? pod) => !IsGoing(pod) && !IsTerminal(pod);

    /// <summary>True where the Ready condition is, whether it is going or not.</summary>
    protected static bool SaysReady(JsonNode? pod) => ConditionOf(pod, "Ready") is { } ready
        && Text(ready, "status") == "True";

    protected static JsonObject? ConditionOf(JsonNode? item, string type) =>
        (Node(item, "status", "conditions") as JsonArray)?.OfType<JsonObject>()
        .FirstOrDefault(condition => Text(condition, "type") == type);

    protected static int Replicas(JsonNode? item) => Number(item, "spec", "replicas") ?? 1;

    /// <summary>A count or a share of a total.</summary>
    protected static int Share(string? value, int total, bool up, int otherwise)
    {
        if (value is null)
        {
            return otherwise;
        }

        if (!value.EndsWith('%'))
        {
            return int.Parse(value, CultureInfo.InvariantCulture);
        }

        var exact = total * int.Parse(value[..^1], CultureInfo.InvariantCulture) / 100.0;
        return (int)(up ? Math.Ceiling(exact) : Math.Floor(exact));
    }

    /// <summary>Whether a LabelSelector covers labels; an absent one covers nothing.</summary>
    protected static bool Selects(JsonNode? selector, JsonNode? item)
    {
        if (selector is null)
        {
            return false;
        }

        var labels = Node(item, "metadata", "labels");
        var exact = (selector["matchLabels"] as JsonObject ?? [])
            .All(one => Text(labels, one.Key) == one.Value?.ToString());
        return exact && (selector["matchExpressions"] as JsonArray ?? []).All(one => Meets(one!, labels));
    }

    private static bool Meets(JsonNode requirement, JsonNode? labels)
    {
        var value = Text(labels, Text(requirement, "key")!);
        var values = (requirement["values"] as JsonArray ?? []).Select(one => one!.ToString());
        return Text(requirement, "operator") switch
        {
            "In" => value is not null && values.Contains(value),
            "NotIn" => value is null || !values.Contains(value),
            "Exists" => value is not null,
            _ => value is null,
        };
    }

    protected static string NameIn(JsonNode? reference) => Text(reference, "name") ?? "";
}
