using System.Text.Json.Nodes;
using Fairway.Simulation.Fleets;

namespace Fairway.Simulation.Checkers;

/// <summary>Who calls a step or a cluster done must have pods to show for it, at this version and ready.</summary>
internal sealed class EvidenceChecker : Checker
{
    public override string Rule => "1, done only on evidence for this revision";

    public override void See(Change change)
    {
        if (change.Resource != ClusterReleases || change.Before is null)
        {
            return;
        }

        var (before, now) = (Text(change.Before, "status", "phase"), Text(change.Object, "status", "phase"));
        var isStep = before == "Step" && now == "Bake";
        if (before != now && (isStep || now == "Succeeded") && Text(change.Object, "status", "direction") == "Forward")
        {
            Look(change, isStep ? Number(change.Object, "status", "step") ?? 0 : -1);
        }
    }

    private void Look(Change change, int step)
    {
        var cluster = change.Key.Namespace!;
        var wanted = ((JsonArray)change.Object["spec"]!["changes"]!)[Number(change.Object, "status", "change") ?? 0]!;
        var image = ImageOf(Text(wanted, "component")!, Text(wanted, "version"));
        foreach (var set in Mirror.All(cluster, StatefulSets))
        {
            var replicas = Number(set, "spec", "replicas") ?? 1;
            var rollout = RolloutOf(cluster, set);
            var held = step < 0 ? 0 : Math.Min(replicas, HeldBack(Granted(rollout, step), replicas));
            var done = PodsOf(cluster, set).Count(pod => Image(pod.Pod) == image && IsReady(pod.Pod));
            if (done < replicas - held)
            {
                Cry($"{done} of {replicas} pods run {image} and are ready, and {replicas - held} must", change);
            }
        }
    }

    private static JsonObject? Granted(JsonObject? rollout, int step)
    {
        var copy = (JsonObject?)rollout?.DeepClone();
        copy?["spec"]!["permittedThrough"] = step;
        return copy;
    }
}
