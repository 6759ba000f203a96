using System.Text.Json.Nodes;
using Fairway.Simulation.Fleets;
using Fairway.Twin.Storage;

namespace Fairway.Simulation.Checkers;

/// <summary>
/// Counts as things change, so that it costs the same in a fleet of hundreds: never more clusters of a stage in flight
/// than its limit, no stage while an earlier one is at work, and no change configured twice.
/// </summary>
internal sealed class LimitChecker : Checker
{
    private readonly SortedDictionary<string, SortedSet<string>> flying = new(StringComparer.Ordinal);
    private readonly SortedSet<string> configured = new(StringComparer.Ordinal);

    /// <summary>How many ClusterReleases there were.</summary>
    public int Items { get; private set; }

    public override string Rule => "2, never more in flight than the limit; 5, stages in order; 8, nothing repeated";

    public override void See(Change change)
    {
        if (change.Resource != ClusterReleases)
        {
            return;
        }

        Items += change.Kind == StoreEventKind.Added ? 1 : 0;
        var release = Text(change.Object, "spec", "release")!;
        var stage = Text(change.Object, "spec", "stage")!;
        var own = Of(release, stage);
        own.RemoveWhere(IsGone);
        var flies = change.Kind != StoreEventKind.Deleted && !IsGone(change.Key.Namespace!)
            && IsActing(Text(change.Object, "status", "phase")) && IsUnderWay(release);
        if (!flies)
        {
            own.Remove(change.Key.Namespace!);
        }
        else if (own.Add(change.Key.Namespace!))
        {
            Look(change, release, stage, own);
        }
    }

    /// <summary>Told of what a scripted tenant was asked to do.</summary>
    public void See(Deed deed)
    {
        if (deed.What == "apply" && !configured.Add($"{deed.Cluster}/{deed.Component}/{deed.Change}"))
        {
            Told($"invariant {Rule}: {deed}, for the second time");
        }
    }

    private void Look(Change change, string release, string stage, SortedSet<string> own)
    {
        var stages = StagesOf(release);
        var place = stages.FindIndex(one => Text(one, "name") == stage);
        var limit = place < 0 ? 1 : Number(stages[place], "maxConcurrency") ?? 1;
        var flying = own.Where(id => Flies(release, id)).ToList();
        if (flying.Count > limit)
        {
            Cry($"{string.Join(", ", flying)} are in flight in {stage}, which allows {limit}", change);
        }

        var isBack = Text(change.Object, "status", "direction") == "Back";
        foreach (var earlier in isBack ? [] : stages.Take(Math.Max(0, place)).Select(one => Text(one, "name")!))
        {
            if (Of(release, earlier).FirstOrDefault(id => !IsGone(id) && Flies(release, id)) is { } cluster)
            {
                Cry($"{stage} begins, and {cluster} of {earlier} is at work", change);
            }
        }
    }

    /// <summary>One that had a slot, and gave it back before anything was begun in it, is not in flight: nothing may
    /// begin there.</summary>
    private bool Flies(string release, string id) =>
        Mirror.Find(Meta, ClusterReleases, id, release)?["status"]?["intent"] is not null
        || Mirror.Find(Meta, Releases, null, release)?["status"]?["slots"] is not JsonArray slots
        || slots.Any(slot => Text(slot, "cluster") == id);

    /// <summary>A cluster that has left is nobody's in flight.</summary>
    private bool IsGone(string id) =>
        Mirror.Find(Meta, "clusters.fairway.dev", id, "kubernetes-cluster") is null;

    private bool IsUnderWay(string release) => Text(
        Mirror.Find(Meta, Releases, null, release), "status", "phase") is "Running" or "Paused" or "RollingBack";

    private List<JsonNode?> StagesOf(string release)
    {
        var pipeline = Text(Mirror.Find(Meta, Releases, null, release), "spec", "pipeline") ?? "";
        var found = Mirror.Find(Meta, "releasepipelines.fairway.dev", null, pipeline);
        return [.. found?["spec"]?["stages"] as JsonArray ?? []];
    }

    private SortedSet<string> Of(string release, string stage)
    {
        var key = $"{release}/{stage}";
        return flying.TryGetValue(key, out var known) ? known : flying[key] = new(StringComparer.Ordinal);
    }
}
