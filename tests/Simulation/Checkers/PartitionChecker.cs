using System.Text.Json.Nodes;
using Fairway.Simulation.Fleets;
using Fairway.Twin.Storage;

namespace Fairway.Simulation.Checkers;

/// <summary>No replica beyond the permitted partition is changed, and nobody but the rollout's process moves the
/// brake.</summary>
internal sealed class PartitionChecker : Checker
{
    private readonly SortedDictionary<string, SortedSet<string>> had = new(StringComparer.Ordinal);

    public override string Rule => "4, nothing beyond the partition is changed";

    public override void See(Change change)
    {
        if (change.Resource == StatefulSets && change.Before is not null && change.Kind == StoreEventKind.Modified)
        {
            SeeBrake(change);
        }
        else if (change is { Resource: "pods", Kind: StoreEventKind.Added } && OwnerOf(change.Object) is { } owner)
        {
            SeePod(change, owner);
        }
    }

    private void SeeBrake(Change change)
    {
        var (before, now) = (Partition(change.Before!), Partition(change.Object));
        if (before == now)
        {
            return;
        }

        if (IsManager(change.Author))
        {
            Cry($"a manager's write moved the partition from {before} to {now}", change);
        }

        var replicas = Number(change.Object, "spec", "replicas") ?? 1;
        var rollout = RolloutOf(change.Cluster, change.Object);
        var isBorn = !PodsOf(change.Cluster, change.Object).Any(pod => Image(pod.Pod) != Image(change.Object));
        if (IsTenant(change.Author) && now < Math.Min(HeldBack(rollout, replicas), replicas) && !isBorn)
        {
            Cry($"the partition went to {now}, and the permit says {HeldBack(rollout, replicas)}", change);
        }
    }

    private void SeePod(Change change, string owner)
    {
        var set = Mirror.Find(change.Cluster, StatefulSets, change.Key.Namespace, owner);
        var image = Image(change.Object)!;
        var place = Place(change.Key.Name);
        var key = $"{change.Cluster}/{change.Key}";
        var images = had.TryGetValue(key, out var known) ? known : had[key] = new(StringComparer.Ordinal);
        if (images.Add(image) && images.Count > 1 && set is not null)
        {
            var replicas = Number(set, "spec", "replicas") ?? 1;
            var held = HeldBack(RolloutOf(change.Cluster, set), replicas);
            if (place < held)
            {
                Cry($"place {place} got {image}, and the lowest that may is {held}", change);
            }
        }
    }

    private static int Partition(JsonObject set) =>
        Number(set, "spec", "updateStrategy", "rollingUpdate", "partition") ?? 0;
}
