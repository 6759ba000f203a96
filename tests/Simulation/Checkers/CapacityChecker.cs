using Fairway.Simulation.Fleets;
using Fairway.Twin.Storage;

namespace Fairway.Simulation.Checkers;

/// <summary>No pod of a StatefulSet that was ready is taken away while another is missing, but by hands that are not
/// ours: maxUnavailable of all of them is 1.</summary>
internal sealed class CapacityChecker : Checker
{
    public override string Rule => "3, available never drops below replicas - maxUnavailable by our doing";

    public override void See(Change change)
    {
        if (change is { Resource: "pods", Before: not null } && IsTaken(change) && OwnerOf(change.Object) is { } owner
            && Mirror.Find(change.Cluster, StatefulSets, change.Key.Namespace, owner) is { } set)
        {
            var replicas = Number(set, "spec", "replicas") ?? 1;
            var left = PodsOf(change.Cluster, set).Count(pod => pod.Place < replicas && IsReady(pod.Pod));
            if (Place(change.Key.Name) < replicas && left < replicas - 1)
            {
                Cry($"{change.Key.Name} was taken away, and {left} of {replicas} pods are ready", change);
            }
        }
    }

    private static bool IsTaken(Change change) => IsReady(change.Before!)
        && (change.Kind == StoreEventKind.Deleted || Node(change.Object, "metadata", "deletionTimestamp") is not null)
        && (IsTenant(change.Author) || IsManager(change.Author)
            || change.Author.StartsWith("kubernetes@", StringComparison.Ordinal));
}
