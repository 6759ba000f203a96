using System.Text.Json.Nodes;
using Fairway.Simulation.Fleets;
using Fairway.Twin.Storage;

namespace Fairway.Simulation.Checkers.Workloads;

/// <summary>Evictions: each is booked in the budget before its pod goes, and leaves enough healthy pods.</summary>
internal sealed class BudgetChecker : WorkloadChecker
{
    private const string Budgets = "poddisruptionbudgets.policy";

    public override string Rule => "B, budgets";

    public override void See(Change change)
    {
        if (change.Resource == Budgets && change.Before is not null && change.Kind != StoreEventKind.Deleted)
        {
            SeeBooked(change);
        }
        else if (change.Resource == Pods && IsEvicted(change.Object)
            && IsGoing(change.Object) && !IsGoing(change.Before))
        {
            SeeEvicted(change);
        }
    }

    private void SeeBooked(Change change)
    {
        var booked = Disrupted(change.Object);
        if (booked.IsSubsetOf(Disrupted(change.Before!)))
        {
            return;
        }

        var (was, now) = (Allowed(change.Before), Allowed(change.Object));
        Require(now >= 0 && now == was - 1, "B-1 each eviction spends one", () => $"{was} became {now}", change);
        var healthy = Mirror.All(change.Cluster, Pods).Count(pod => NamespaceOf(pod) == change.Key.Namespace
            && Selects(change.Object["spec"]!["selector"], pod) && !booked.Contains(NameOf(pod)) && !IsEvicted(pod)
            && Lately(change, Pods, pod).Any(one => SaysReady(one) && !IsGoing(one)));
        var wanted = Number(change.Object, "status", "desiredHealthy") ?? 0;
        Require(healthy >= wanted, "B-2 enough stay healthy", () => $"{healthy} of {wanted}", change);
    }

    private void SeeEvicted(Change change)
    {
        var covering = Mirror.All(change.Cluster, Budgets)
            .Where(one => NamespaceOf(one) == change.Key.Namespace && Selects(one["spec"]!["selector"], change.Object))
            .ToList();
        if (covering.Count == 1 && SaysReady(change.Before))
        {
            Require(
                Lately(change, Budgets, covering[0]).Any(one => Disrupted(one).Contains(change.Key.Name)),
                "B-3 booked before it goes", () => NameOf(covering[0]), change);
        }
    }

    private static bool IsEvicted(JsonNode? pod) =>
        Text(ConditionOf(pod, "DisruptionTarget"), "reason") == "EvictionByEvictionAPI";

    private static int Allowed(JsonNode? budget) => Number(budget, "status", "disruptionsAllowed") ?? 0;

    private static SortedSet<string> Disrupted(JsonNode budget) => new(
        (Node(budget, "status", "disruptedPods") as JsonObject ?? []).Select(one => one.Key), StringComparer.Ordinal);
}
