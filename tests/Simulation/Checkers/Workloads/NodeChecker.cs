using System.Text.Json.Nodes;
using Fairway.Simulation.Fleets;
using Fairway.Twin.Storage;

namespace Fairway.Simulation.Checkers.Workloads;

/// <summary>Node lifecycle: nobody is driven out before his grace, from a node that is well, or from a cluster of which
/// nothing is heard at all.</summary>
internal sealed class NodeChecker : WorkloadChecker
{
    private const string Nodes = "nodes";

    public override string Rule => "L, node lifecycle";

    public override void See(Change change)
    {
        if (change.Kind == StoreEventKind.Deleted || !IsLifecycle(change) || change.Before is null)
        {
            return;
        }

        if (change.Resource == Pods && IsGoing(change.Object) && !IsGoing(change.Before))
        {
            SeeDrivenOut(change);
        }
        else if (change.Resource == Nodes && Driving(change.Object).Count() > Driving(change.Before).Count())
        {
            SeeTainted(change);
        }
    }

    private static bool IsLifecycle(Change change) => change.Author.Contains('/', StringComparison.Ordinal)
        && (change.Author.Contains("lifecycle", StringComparison.Ordinal)
            || change.Author.Contains("zones", StringComparison.Ordinal)
            || change.Author.Contains("taint", StringComparison.Ordinal));

    private static IEnumerable<JsonObject> Driving(JsonNode? node) =>
        (Node(node, "spec", "taints") as JsonArray ?? []).OfType<JsonObject>()
        .Where(taint => Text(taint, "effect") == "NoExecute");

    private static bool SaysWell(JsonNode? node) => Text(ConditionOf(node, "Ready"), "status") == "True";

    private void SeeDrivenOut(Change change)
    {
        if (Mirror.Find(change.Cluster, Nodes, null, Text(change.Object, "spec", "nodeName") ?? "") is { } node)
        {
            var taints = Lately(change, Nodes, node).SelectMany(Driving);
            Require(
                taints.Any(taint => IsOver(change, taint)),
                "L-1 not before its grace", () => $"{NameOf(node)} may be borne longer", change);
        }
    }

    /// <summary>True where a taint is not tolerated, or no longer.</summary>
    private static bool IsOver(Change change, JsonObject taint)
    {
        var tolerations = (Node(change.Object, "spec", "tolerations") as JsonArray ?? [])
            .Where(one => Placing.Tolerates(one!, taint)).ToList();
        var seconds = tolerations.Select(one => Number(one, "tolerationSeconds") ?? int.MaxValue).Min(one => (int?)one);
        var added = When(taint, "timeAdded") ?? change.At;
        return seconds is null || (seconds < int.MaxValue && change.At >= added.AddSeconds(seconds.Value));
    }

    private void SeeTainted(Change change)
    {
        Require(
            Lately(change, Nodes, change.Object).Any(node => !SaysWell(node)),
            "L-2 only from nodes that are not well", () => "it is ready", change);
        var all = Mirror.All(change.Cluster, Nodes).ToList();
        Require(
            all.Count < 2 || all.Exists(node => Lately(change, Nodes, node).Any(SaysWell)),
            "L-3 not when nothing is heard of any", () => $"none of {all.Count} nodes is ready", change);
    }
}
