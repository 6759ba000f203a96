using System.Text.Json.Nodes;
using Fairway.Simulation.Fleets;
using Fairway.Twin.Storage;

namespace Fairway.Simulation.Checkers.Workloads;

/// <summary>Garbage: nothing goes that has a living owner, orphans are let go, and who waits for dependents
/// waits.</summary>
internal sealed class GarbageChecker : WorkloadChecker
{
    private readonly Dictionary<string, (string How, DateTimeOffset Since)> going = [];

    public override string Rule => "G, garbage";

    public override void See(Change change)
    {
        var isGone = change.Kind == StoreEventKind.Deleted;
        if (By(change, "garbage") && !IsGoing(change.Before) && (isGone || IsGoing(change.Object)))
        {
            SeeCollected(change);
        }

        var finalizers =
            (Node(change.Object, "metadata", "finalizers") as JsonArray)?.Select(one => (string?)one) ?? [];
        if (IsGoing(change.Object)
            && finalizers.FirstOrDefault(one => one is "orphan" or "foregroundDeletion") is { } how)
        {
            going.TryAdd(Uid(change.Object), (how, change.At));
        }

        if (isGone && going.TryGetValue(Uid(change.Object), out var was))
        {
            SeeGone(change, was);
        }
    }

    public override void SeeRest(string cluster)
    {
        var everything = Mirror.All(cluster).ToList();
        var uids = everything.Select(one => Uid(one.Object)).ToHashSet();
        var stray = everything.Find(one => Owners(one.Object).Any()
            && Owners(one.Object).All(owner => !uids.Contains(Text(owner, "uid")!)) && !IsGoing(one.Object));
        RequireAtRest(
            stray.Object is null, "G-4 nothing outlives its owners", () => $"{stray.Resource} {NameOf(stray.Object)}");
    }

    private void SeeCollected(Change change)
    {
        var living = Owners(change.Object).FirstOrDefault(owner => Mirror.All(change.Cluster).Any(one =>
            Uid(one.Object) == Text(owner, "uid") && !IsGoing(one.Object)));
        Require(
            living is null,
            "G-1 nothing that has a living owner", () => $"{NameIn(living)} lives", change);
    }

    private void SeeGone(Change change, (string How, DateTimeOffset Since) was)
    {
        var uid = Uid(change.Object);
        var left = Mirror.All(change.Cluster)
            .Where(one => When(one.Object, "metadata", "creationTimestamp") < was.Since - Lag)
            .FirstOrDefault(one => Owners(one.Object).Any(owner => Text(owner, "uid") == uid
                && (was.How == "orphan" || Text(owner, "blockOwnerDeletion") == "true")));
        Require(
            left.Object is null,
            was.How == "orphan" ? "G-2 orphans are let go" : "G-3 dependents first",
            () => $"{left.Resource} {NameOf(left.Object)} still names it", change);
    }
}
