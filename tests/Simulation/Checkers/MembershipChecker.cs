using System.Text.Json.Nodes;
using Fairway.Simulation.Fleets;
using Fairway.Twin.Storage;

namespace Fairway.Simulation.Checkers;

/// <summary>A cluster stays in its stage; one that is gone holds no slot for ever.</summary>
internal sealed class MembershipChecker : Checker
{
    private static readonly TimeSpan LongEnough = TimeSpan.FromMinutes(10);
    private readonly SortedDictionary<string, string?> stages = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, DateTimeOffset> gone = new(StringComparer.Ordinal);

    public override string Rule => "7, membership may change in mid-release";

    public override void See(Change change)
    {
        switch (change.Resource)
        {
            case "clusters.fairway.dev" when change.Kind == StoreEventKind.Deleted:
                gone[change.Key.Namespace!] = change.At;
                break;
            case "clusters.fairway.dev":
                gone.Remove(change.Key.Namespace!);
                break;
            case ClusterReleases when change.Kind != StoreEventKind.Deleted:
                SeeStage(change);
                break;
            case Releases:
                SeeSlots(change);
                break;
        }
    }

    private void SeeStage(Change change)
    {
        var owner = Text((Node(change.Object, "metadata", "ownerReferences") as JsonArray)?[0], "uid");
        var key = $"{owner}/{change.Key.Namespace}";
        var stage = Text(change.Object, "spec", "stage");
        if (stages.TryGetValue(key, out var known) && known != stage)
        {
            Cry($"{change.Key.Namespace} went from {known} to {stage}", change);
        }

        stages[key] = stage;
    }

    private void SeeSlots(Change change)
    {
        foreach (var slot in change.Object["status"]?["slots"] as JsonArray ?? [])
        {
            if (gone.TryGetValue(Text(slot, "cluster")!, out var since) && since + LongEnough < change.At)
            {
                Cry($"{Text(slot, "cluster")} holds a slot, and is gone since {since:HH:mm:ss}", change);
            }
        }
    }
}
