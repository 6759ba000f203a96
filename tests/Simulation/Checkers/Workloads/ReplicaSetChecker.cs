using System.Text.Json.Nodes;
using Fairway.Simulation.Fleets;
using Fairway.Twin.Storage;

namespace Fairway.Simulation.Checkers.Workloads;

/// <summary>ReplicaSets: how many pods, whose pods, and which go first.</summary>
internal sealed class ReplicaSetChecker : WorkloadChecker
{
    public override string Rule => "R, ReplicaSets";

    public override void See(Change change)
    {
        if (change.Resource != Pods || !IsOurs(change) || change.Kind == StoreEventKind.Deleted)
        {
            return;
        }

        var (was, now) = (ControllerOf(change.Before), ControllerOf(change.Object));
        if (change.Before is not null && Text(was, "uid") != Text(now, "uid"))
        {
            SeeHandedOver(change, was);
        }

        if (Owner(change, change.Object, "ReplicaSet", ReplicaSets) is not { } set)
        {
            return;
        }

        if (change.Kind == StoreEventKind.Added)
        {
            SeeCreated(change, set);
        }
        else if (IsGoing(change.Object) && !IsGoing(change.Before) && By(change, "replicaset") && !IsGoing(set))
        {
            SeeDeleted(change, set);
        }
    }

    public override void SeeRest(string cluster)
    {
        foreach (var set in Mirror.All(cluster, ReplicaSets).Where(one => !IsGoing(one)))
        {
            var stray = Mirror.All(cluster, Pods).FirstOrDefault(pod => IsActive(pod)
                && NamespaceOf(pod) == NamespaceOf(set) && ControllerOf(pod) is null
                && Selects(set["spec"]!["selector"], pod));
            RequireAtRest(stray is null, "R-2 whose pods", () => $"{NameOf(stray)} is adopted by nobody");
        }
    }

    private void SeeCreated(Change change, JsonObject set)
    {
        var uid = Uid(change.Object);
        var active = Owned(change.Cluster, Pods, set)
            .Count(pod => IsActive(pod) && (Uid(pod) == uid || IsKnown(change, pod)));
        var bound = Lately(change, ReplicaSets, set).Max(Replicas);
        Require(active <= bound, "R-1 no more pods than replicas", () => $"{active} pods of {bound}", change);
        Require(!IsGoing(set) || IsRecent(change, set), "R-1 no pods for one that goes", () => NameOf(set), change);
    }

    private bool IsRecent(Change change, JsonObject item) =>
        When(item, "metadata", "deletionTimestamp") > change.At - Lag;

    private void SeeHandedOver(Change change, JsonObject? was)
    {
        if (Owner(change, change.Object, "ReplicaSet", ReplicaSets) is { } taker)
        {
            Require(
                was is null && Selects(taker["spec"]!["selector"], change.Object) && !IsGoing(change.Before),
                "R-2 whose pods", () => $"{NameOf(taker)} takes what is not its own", change);
        }
        else if (Text(was, "kind") == "ReplicaSet" && By(change, "replicaset"))
        {
            var left = Mirror.Find(change.Cluster, ReplicaSets, change.Key.Namespace, NameIn(was));
            Require(
                left is null || Uid(left) != Text(was, "uid") || !Selects(left["spec"]!["selector"], change.Object),
                "R-2 whose pods", () => $"{NameIn(was)} gives up what is its own", change);
        }
    }

    private void SeeDeleted(Change change, JsonObject set)
    {
        var rank = Worth(change, change.Object, highest: false);
        var spared = Owned(change.Cluster, Pods, set)
            .Where(IsActive)
            .FirstOrDefault(pod => Worth(change, pod, highest: true) < rank);
        RequireSeen(
            spared is null,
            "R-3 the least worth goes first", () => $"{NameOf(spared)} is worth less and stays", change);
    }

    /// <summary>How late a pod goes: not scheduled, not running, not ready, ready. Of what it was lately, the least or
    /// the most.</summary>
    private int Worth(Change change, JsonObject pod, bool highest)
    {
        var worths = Lately(change, Pods, pod).Select(Worth).ToList();
        return worths.Count == 0 ? Worth(pod) : highest ? worths.Max() : worths.Min();
    }

    private static int Worth(JsonObject pod) => pod switch
    {
        _ when Text(pod, "spec", "nodeName") is null => 0,
        _ when Text(pod, "status", "phase") != "Running" => 1,
        _ when !SaysReady(pod) => 2,
        _ => 3,
    };
}
