using Fairway.Simulation.Fleets;
using Fairway.Twin.Storage;

namespace Fairway.Simulation.Checkers.Workloads;

/// <summary>Namespaces that go: nothing new in them, and they are gone only when they are empty.</summary>
internal sealed class NamespaceChecker : WorkloadChecker
{
    private const string Namespaces = "namespaces";

    public override string Rule => "N, namespaces";

    public override void See(Change change)
    {
        if (change.Kind == StoreEventKind.Added && change.Key.Namespace is { } home)
        {
            var space = Mirror.Find(change.Cluster, Namespaces, null, home);
            Require(
                space is not null && !IsGoing(space),
                "N-1 nothing new in one that goes", () => $"{home} goes or is gone", change);
        }
        else if (change.Kind == StoreEventKind.Deleted && change.Resource == Namespaces)
        {
            var left = Mirror.All(change.Cluster).FirstOrDefault(one => NamespaceOf(one.Object) == change.Key.Name);
            Require(
                left.Object is null,
                "N-2 gone when empty", () => $"{left.Resource} {NameOf(left.Object)} is left", change);
        }
    }

    public override void SeeRest(string cluster)
    {
        var stuck = Mirror.All(cluster, Namespaces).FirstOrDefault(IsGoing);
        RequireAtRest(
            stuck is null || Mirror.All(cluster).Any(one => NamespaceOf(one.Object) == NameOf(stuck)),
            "N-3 gone in the end", () => $"{NameOf(stuck)} is empty and stays");
    }
}
