using System.Globalization;
using System.Text.Json.Nodes;
using Fairway.Simulation.Fleets;
using Fairway.Twin.Storage;

namespace Fairway.Simulation.Checkers.Workloads;

/// <summary>StatefulSets: names and places, order, partition, revisions, and claims that stay.</summary>
internal sealed class StatefulSetChecker : WorkloadChecker
{
    private const string Claims = "persistentvolumeclaims";

    public override string Rule => "S, StatefulSets";

    public override void See(Change change)
    {
        if (change.Resource == StatefulSets && change.Before is not null && change.Kind != StoreEventKind.Deleted)
        {
            SeePromoted(change);
        }
        else if (change.Resource == Claims && IsOurs(change) && !IsGoing(change.Before)
            && (IsGoing(change.Object) || change.Kind == StoreEventKind.Deleted))
        {
            SeeClaim(change);
        }
        else if (change.Resource == Pods && By(change, "statefulset")
            && Owner(change, change.Object, "StatefulSet", StatefulSets) is { } set)
        {
            if (change.Kind == StoreEventKind.Added)
            {
                SeeCreated(change, set);
            }
            else if (IsGoing(change.Object) && !IsGoing(change.Before) && !IsGoing(set))
            {
                SeeDeleted(change, set);
            }
        }
    }

    private void SeeCreated(Change change, JsonObject set)
    {
        var place = PlaceOf(change.Object, set);
        var range = Lately(change, StatefulSets, set).Select(Range).ToList();
        Require(
            place >= 0 && range.Any(one => place >= one.Start && place < one.End),
            "S-1 names and places", () => $"{NameOf(change.Object)} has no place", change);
        Require(
            Lately(change, StatefulSets, set).Any(one => !IsGoing(one)),
            "S-1 names and places", () => "the set goes", change);
        if (IsOrdered(set))
        {
            var pods = PlacesOf(change.Cluster, set);
            var start = Range(set).Start;
            var missing = Enumerable.Range(start, Math.Max(place - start, 0))
                .FirstOrDefault(lower => !WasReady(change, pods.GetValueOrDefault(lower)), -1);
            RequireSeen(
                missing < 0, "S-2 in order", () => $"{place} is created, and {missing} is not ready", change);
        }

        SeeRevision(change, set, place);
    }

    /// <summary>Below the partition a pod is created as it was.</summary>
    private void SeeRevision(Change change, JsonObject set, int place)
    {
        var lately = Lately(change, StatefulSets, set).ToList();
        if (lately.All(one => IsRolling(one) && place < Range(one).Start + Partition(one)
            && Text(one, "status", "currentRevision") is not null && IsObserved(one)))
        {
            var revision = Revision(change.Object);
            RequireSeen(
                lately.Any(one => Text(one, "status", "currentRevision") == revision),
                "S-3 nothing below the partition", () => $"{place} is created at {revision}", change);
        }
    }

    private void SeeDeleted(Change change, JsonObject set)
    {
        var pods = PlacesOf(change.Cluster, set);
        var place = PlaceOf(change.Object, set);
        var lately = Lately(change, StatefulSets, set).ToList();
        if (IsTerminal(change.Before))
        {
            return;
        }

        // Where it was surplus a moment ago, and is not now, either may be why it goes.
        var isSurplus = lately.Any(one => IsBeyond(one, place));
        var above = pods.Keys.Where(other => other > place).ToList();
        if (isSurplus)
        {
            if (IsOrdered(set) && lately.TrueForAll(one => IsBeyond(one, place)))
            {
                RequireSeen(above.Count == 0, "S-2 in order", () => $"{place} goes before {above[0]}", change);
            }

            return;
        }

        RequireSeen(
            lately.Any(one => IsRolling(one) && place >= Range(one).Start + Partition(one)),
            "S-3 nothing below the partition", () => $"{place} is replaced", change);
        var waits = above.Find(other => other < Range(set).End && !WasUpdated(change, set, pods[other]));
        RequireSeen(
            waits == 0 || !lately.TrueForAll(IsRolling),
            "S-4 the highest first, one at a time", () => $"{place} is replaced before {waits} is done", change);
    }

    private static bool IsBeyond(JsonObject set, int place) => place < Range(set).Start || place >= Range(set).End;

    private bool WasUpdated(Change change, JsonObject set, JsonObject pod)
    {
        var revisions = Lately(change, StatefulSets, set).Select(one => Text(one, "status", "updateRevision")).ToList();
        return Lately(change, Pods, pod)
            .Any(one => revisions.Contains(Revision(one)) && SaysReady(one) && !IsGoing(one));
    }

    /// <summary>A revision is the current one once all replicas have it and are ready.</summary>
    private void SeePromoted(Change change)
    {
        var was = Text(change.Before, "status", "currentRevision");
        var now = Text(change.Object, "status", "currentRevision");
        if (was is not null && now != was && !IsGoing(change.Object))
        {
            var old = PlacesOf(change.Cluster, change.Object)
                .FirstOrDefault(pod => pod.Key < Range(change.Object).End && Revision(pod.Value) != now);
            RequireSeen(
                old.Value is null,
                "S-6 promoted when all have it", () => $"{NameOf(old.Value)} is at {Revision(old.Value!)}", change);
        }
    }

    private void SeeClaim(Change change)
    {
        var set = Mirror.All(change.Cluster, StatefulSets).FirstOrDefault(one =>
            NamespaceOf(one) == change.Key.Namespace
            && (Node(one, "spec", "volumeClaimTemplates") as JsonArray ?? []).Any(template =>
                change.Key.Name.StartsWith(
                    $"{Text(template, "metadata", "name")}-{NameOf(one)}-", StringComparison.Ordinal)));
        var space = Mirror.Find(change.Cluster, "namespaces", null, change.Key.Namespace ?? "");
        if (set is not null && !IsGoing(space))
        {
            var policy = Node(set, "spec", "persistentVolumeClaimRetentionPolicy");
            Require(
                Text(policy, "whenScaled") == "Delete" || (IsGoing(set) && Text(policy, "whenDeleted") == "Delete"),
                "S-5 claims stay", () => $"{change.Key.Name} of {NameOf(set)} is deleted", change);
        }
    }

    private bool WasReady(Change change, JsonObject? pod) =>
        pod is not null && Lately(change, Pods, pod).Any(SaysReady);

    private SortedDictionary<int, JsonObject> PlacesOf(string cluster, JsonObject set) =>
        new(Owned(cluster, Pods, set).Where(pod => PlaceOf(pod, set) >= 0).ToDictionary(pod => PlaceOf(pod, set)));

    private static int PlaceOf(JsonObject pod, JsonObject set) =>
        NameOf(pod) is { } name && name.StartsWith($"{NameOf(set)}-", StringComparison.Ordinal)
            && int.TryParse(
                name[(NameOf(set).Length + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var place)
            ? place
            : -1;

    private static (int Start, int End) Range(JsonObject set)
    {
        var start = Number(set, "spec", "ordinals", "start") ?? 0;
        return (start, start + Replicas(set));
    }

    private static bool IsObserved(JsonObject set) =>
        Number(set, "status", "observedGeneration") == Number(set, "metadata", "generation");

    private static bool IsOrdered(JsonObject set) => Text(set, "spec", "podManagementPolicy") != "Parallel";

    private static bool IsRolling(JsonObject set) => Text(set, "spec", "updateStrategy", "type") != "OnDelete";

    private static int Partition(JsonObject set) =>
        Number(set, "spec", "updateStrategy", "rollingUpdate", "partition") ?? 0;

    private static string? Revision(JsonNode pod) => Text(pod, "metadata", "labels", "controller-revision-hash");
}
