using System.Text.Json.Nodes;
using Fairway.Simulation.Fleets;
using Fairway.Twin.Storage;

namespace Fairway.Simulation.Checkers.Workloads;

/// <summary>The scheduler: never more than a node takes, never twice, never where a pod must not be.</summary>
internal sealed class SchedulerChecker : WorkloadChecker
{
    private readonly Dictionary<string, (int Priority, DateTimeOffset Until)> waiting = [];

    public override string Rule => "H, scheduling";

    public override void See(Change change)
    {
        if (change.Resource == Pods)
        {
            SeeWaiting(change);
        }

        if (change.Resource != Pods || change.Before is null)
        {
            return;
        }

        var isGone = change.Kind == StoreEventKind.Deleted;
        if (change.Author.Contains("/scheduler", StringComparison.Ordinal)
            && (isGone || IsGoing(change.Object)) && !IsGoing(change.Before))
        {
            SeePreempted(change);
        }

        if (isGone)
        {
            return;
        }

        var (was, now) = (Text(change.Before, "spec", "nodeName"), Text(change.Object, "spec", "nodeName"));
        if (was is not null)
        {
            Require(was == now, "H-2 never bound twice", () => $"it was on {was}", change);
        }
        else if (now is not null)
        {
            SeeBound(change, now);
        }
    }

    private void SeeWaiting(Change change)
    {
        var isWaiting = change.Kind != StoreEventKind.Deleted && Text(change.Object, "spec", "nodeName") is null;
        if (isWaiting)
        {
            waiting[Uid(change.Object)] = (PriorityOf(change.Object), DateTimeOffset.MaxValue);
        }
        else if (waiting.TryGetValue(Uid(change.Object), out var was) && was.Until == DateTimeOffset.MaxValue)
        {
            waiting[Uid(change.Object)] = was with { Until = change.At };
        }
    }

    private void SeePreempted(Change change) => Require(
        waiting.Values.Any(one => one.Priority > PriorityOf(change.Object) && one.Until >= change.At - Lag),
        "H-5 room is made for higher priority alone", () => "no pod of a higher one waits", change);

    private static int PriorityOf(JsonObject pod) => Number(pod, "spec", "priority") ?? 0;

    private void SeeBound(Change change, string name)
    {
        var node = Mirror.Find(change.Cluster, "nodes", null, name);
        if (node is null)
        {
            return;
        }

        var room = Placing.Room(node);
        var used = Mirror.All(change.Cluster, Pods)
            .Where(pod => Text(pod, "spec", "nodeName") == name && !IsTerminal(pod) && IsBound(change, pod))
            .Select(Placing.Requests).ToList();
        var (cpu, memory) = (used.Sum(one => one.Cpu), used.Sum(one => one.Memory));
        RequireSeen(
            cpu <= room.Cpu && memory <= room.Memory && used.Count <= room.Pods,
            "H-1 no more than a node takes",
            () => $"{name} has {room} and is to take {cpu} cores, {memory} bytes, {used.Count} pods", change);
        Require(
            Lately(change, "nodes", node).Any(one => Placing.Repelling(change.Object, one) is null
                && Placing.MeetsSelector(change.Object["spec"], one)),
            "H-4 only where it may be", () => $"{name} repels it", change);
        SeeNeighbours(change, node);
    }

    // What a scheduler that has just started cannot have seen does not count.
    private bool IsBound(Change change, JsonObject pod) =>
        Uid(pod) == Uid(change.Object) || IsKnown(change, pod);

    private void SeeNeighbours(Change change, JsonObject node)
    {
        foreach (var pod in Mirror.All(change.Cluster, Pods).Where(pod => Uid(pod) != Uid(change.Object)
            && !IsTerminal(pod) && Text(pod, "spec", "nodeName") is not null && IsKnown(change, pod)))
        {
            var other = Mirror.Find(change.Cluster, "nodes", null, Text(pod, "spec", "nodeName")!);
            var isApart = !Avoids(change.Object, pod, node, other) && !Avoids(pod, change.Object, node, other);
            RequireSeen(isApart, "H-3 apart where asked", () => $"{NameOf(pod)} is beside it", change);
        }
    }

    private static bool Avoids(JsonObject who, JsonObject whom, JsonObject one, JsonObject? other) =>
        (Node(who, "spec", "affinity", "podAntiAffinity", "requiredDuringSchedulingIgnoredDuringExecution") as JsonArray
            ?? []).Any(term =>
        {
            var topology = Text(term, "topologyKey")!;
            var place = Text(one, "metadata", "labels", topology);
            return place is not null && place == Text(other, "metadata", "labels", topology)
                && (term!["namespaces"] is JsonArray || NamespaceOf(who) == NamespaceOf(whom))
                && Selects(term["labelSelector"], whom);
        });
}
