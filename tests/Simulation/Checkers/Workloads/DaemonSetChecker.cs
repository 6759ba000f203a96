using System.Text.Json.Nodes;
using Fairway.Simulation.Fleets;
using Fairway.Twin.Storage;

namespace Fairway.Simulation.Checkers.Workloads;

/// <summary>DaemonSets: one pod a node, on nodes that fit, and how many nodes may be without.</summary>
internal sealed class DaemonSetChecker : WorkloadChecker
{
    private const int MostFailures = 5;
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(10);

    private readonly Dictionary<(string Set, string Node), List<DateTimeOffset>> failures = [];

    public override string Rule => "A, DaemonSets";

    public override void See(Change change)
    {
        if (change.Resource != Pods || !By(change, "daemonset")
            || Owner(change, change.Object, "DaemonSet", DaemonSets) is not { } set)
        {
            return;
        }

        if (change.Kind == StoreEventKind.Added)
        {
            SeeCreated(change, set);
        }
        else if (IsGoing(change.Object) && !IsGoing(change.Before) && !IsGoing(set))
        {
            SeeDeleted(change, set);
        }
    }

    public override void SeeRest(string cluster)
    {
        foreach (var set in Mirror.All(cluster, DaemonSets).Where(one => !IsGoing(one)))
        {
            var pods = Owned(cluster, Pods, set).Where(IsActive).ToList();
            var crowded = pods.GroupBy(NodeOf).FirstOrDefault(node => node.Count() > 1);
            RequireAtRest(
                crowded is null, "A-1 one pod a node", () => $"{NameOf(set)} has two on {crowded!.Key}");
        }
    }

    private void SeeCreated(Change change, JsonObject set)
    {
        var node = NodeOf(change.Object);
        var others = Owned(change.Cluster, Pods, set)
            .Where(pod => IsActive(pod) && NodeOf(pod) == node && Uid(pod) != Uid(change.Object)
                && IsKnown(change, pod))
            .ToList();
        var surge = Lately(change, DaemonSets, set).Max(one => Surge(one, Nodes(change, set)));
        var revision = Revision(change.Object);
        Require(
            others.Count == 0 || (surge > 0 && others.TrueForAll(pod => Revision(pod) != revision)),
            "A-1 one pod a node", () => $"{NameOf(others[0])} is on {node} already", change);
        if (others.Count > 0)
        {
            var doubled = Owned(change.Cluster, Pods, set).Where(IsActive).GroupBy(NodeOf)
                .Count(one => one.Count() > 1 && one.Any(old => IsSteady(change, old)));
            RequireSeen(
                doubled <= surge, "A-4 no more surge than allowed", () => $"{doubled} nodes of {surge}", change);
        }

        var home = Mirror.Find(change.Cluster, "nodes", null, node ?? "");
        Require(
            home is not null && Lately(change, "nodes", home).Any(one => Fits(change.Object, one)),
            "A-2 only nodes that fit", () => $"{node} does not", change);
    }

    /// <summary>An available pod of an old revision goes only while few nodes are without.</summary>
    private void SeeDeleted(Change change, JsonObject set)
    {
        var node = NodeOf(change.Object);
        if (Text(change.Before, "status", "phase") == "Failed")
        {
            SeeFailed(change, (Uid(set), node ?? ""));
            return;
        }

        var home = Mirror.Find(change.Cluster, "nodes", null, node ?? "");
        var pods = Owned(change.Cluster, Pods, set).ToList();
        var isAlone = !pods.Exists(pod => IsActive(pod) && NodeOf(pod) == node);
        if (!Lately(change, Pods, change.Object).All(pod => SaysReady(pod) || IsGoing(pod)) || home is null || !isAlone
            || !Lately(change, "nodes", home).All(one => Fits(change.Object, one)))
        {
            return;
        }

        var nodes = Nodes(change, set);
        var without = nodes.Count(one => Fitted(change, one)
            && !pods.Exists(pod => NodeOf(pod) == one && IsActive(pod) && WasReady(change, pod)));
        var bound = Lately(change, DaemonSets, set).Max(one => Unavailable(one, nodes));
        RequireSeen(without <= bound, "A-3 few nodes without", () => $"{without} of {bound}", change);
        RequireSeen(
            Lately(change, DaemonSets, set).Any(one => Text(one, "spec", "updateStrategy", "type") != "OnDelete"),
            "A-3 few nodes without", () => "people delete these", change);
    }

    /// <summary>A node that refuses its pod is not given new ones as fast as it refuses them.</summary>
    private void SeeFailed(Change change, (string Set, string Node) place)
    {
        var times = failures.TryGetValue(place, out var known) ? known : failures[place] = [];
        times.Add(change.At);
        var lately = times.Count(at => at > change.At - Soon);
        Require(lately <= MostFailures, "A-5 failed pods are let be", () => $"{lately} within {Soon}", change);
    }

    // A pod that seems not to be ready may go, or be doubled, at any time.
    private bool IsSteady(Change change, JsonObject pod) => Lately(change, Pods, pod).All(SaysReady);

    private bool WasReady(Change change, JsonObject pod) => Lately(change, Pods, pod).Any(SaysReady);

    private List<string> Nodes(Change change, JsonObject set) =>
    [
        .. Mirror.All(change.Cluster, "nodes")
            .Where(node => Placing.MeetsSelector(set["spec"]!["template"]!["spec"], node)
                && Placing.Repelling(change.Object, node) is null)
            .Select(NameOf),
    ];

    // A node from which a taint was taken only now is none of which a controller must know that it is without.
    private bool Fitted(Change change, string node) =>
        Lately(change, "nodes", Mirror.Find(change.Cluster, "nodes", null, node)!)
            .All(one => Fits(change.Object, one));

    private static bool Fits(JsonObject pod, JsonObject node) =>
        Placing.MeetsSelector(pod["spec"], node) && Placing.Repelling(pod, node) is null;

    private static int Surge(JsonObject set, List<string> nodes) =>
        Share(Text(set, "spec", "updateStrategy", "rollingUpdate", "maxSurge"), nodes.Count, true, 0);

    private static int Unavailable(JsonObject set, List<string> nodes) => Surge(set, nodes) > 0
        ? 0
        : Share(Text(set, "spec", "updateStrategy", "rollingUpdate", "maxUnavailable"), nodes.Count, true, 1);

    private static string? Revision(JsonNode pod) => Text(pod, "metadata", "labels", "controller-revision-hash");

    private static string? NodeOf(JsonNode pod) => Text(pod, "spec", "nodeName") ?? Text(
        (pod["spec"]?["affinity"]?["nodeAffinity"]?["requiredDuringSchedulingIgnoredDuringExecution"]
            ?["nodeSelectorTerms"]?[0]?["matchFields"]?[0]?["values"] as JsonArray)?[0]);
}
