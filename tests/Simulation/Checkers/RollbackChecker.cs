using System.Text.Json.Nodes;
using Fairway.Simulation.Fleets;
using Fairway.Twin.Storage;

namespace Fairway.Simulation.Checkers;

/// <summary>A cluster that went back has what was good before, in all of its pods.</summary>
internal sealed class RollbackChecker : Checker
{
    private readonly SortedDictionary<string, string?> good = new(StringComparer.Ordinal);

    public override string Rule => "10, rollback restores the last good state";

    public override void See(Change change)
    {
        if (change.Resource != ClusterReleases)
        {
            return;
        }

        if (change.Kind == StoreEventKind.Added)
        {
            foreach (var component in Components(change.Object))
            {
                var now = Mirror.Find(Meta, "clustercomponents.fairway.dev", change.Key.Namespace, component);
                good[$"{change.Key}/{component}"] = Text(now, "status", "good");
            }
        }
        else if (Text(change.Object, "status", "phase") == "RolledBack"
            && Text(change.Before, "status", "phase") != "RolledBack"
            && Node(change.Object, "status", "intent") is not null)
        {
            Look(change);
        }
    }

    private void Look(Change change)
    {
        var cluster = change.Key.Namespace!;
        foreach (var component in Components(change.Object))
        {
            var image = ImageOf(component, good.GetValueOrDefault($"{change.Key}/{component}"));
            foreach (var set in Mirror.All(cluster, StatefulSets))
            {
                var wrong = PodsOf(cluster, set).Where(pod => Image(pod.Pod) != image || !IsReady(pod.Pod)).ToList();
                if (image is not null && (wrong.Count > 0 || Image(set) != image))
                {
                    Cry($"{wrong.Count} pods have not {image}, or are not ready", change);
                }
            }
        }
    }

    private static IEnumerable<string> Components(JsonObject item) =>
        ((JsonArray)item["spec"]!["changes"]!).Select(change => Text(change, "component")!);
}
