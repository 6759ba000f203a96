using System.Text.Json.Nodes;
using Fairway.Simulation.Fleets;
using Fairway.Twin.Storage;

namespace Fairway.Simulation.Checkers.Workloads;

/// <summary>Deployments: how far replica sets may be raised and lowered, which there are, and what progress
/// says.</summary>
internal sealed class DeploymentChecker : WorkloadChecker
{
    public override string Rule => "D, Deployments";

    public override void See(Change change)
    {
        if (change.Resource == Deployments && change.Kind != StoreEventKind.Deleted)
        {
            SeeProgress(change);
        }
        else if (change.Resource == ReplicaSets && IsOurs(change)
            && Owner(change, change.Object, "Deployment", Deployments) is { } deployment && !IsGoing(deployment))
        {
            if (change.Kind == StoreEventKind.Deleted)
            {
                SeeGone(change, deployment);
            }
            else
            {
                SeeSet(change, deployment);
            }
        }
    }

    public override void SeeRest(string cluster)
    {
        foreach (var deployment in Mirror.All(cluster, Deployments).Where(one => !IsGoing(one)))
        {
            var sets = Owned(cluster, ReplicaSets, deployment).ToList();
            var matching = sets.Count(set => SameTemplate(set, deployment));
            var isPaused = Text(deployment, "spec", "paused") == "true";
            RequireAtRest(
                matching == 1 || (isPaused && matching == 0),
                "D-4 one replica set of the template", () => $"{NameOf(deployment)} has {matching} of its template");
            var empty = sets.Count(set => !SameTemplate(set, deployment) && Replicas(set) == 0);
            var limit = Number(deployment, "spec", "revisionHistoryLimit") ?? 10;
            RequireAtRest(
                empty <= limit || isPaused || !IsComplete(deployment),
                "D-6 history", () => $"{NameOf(deployment)} keeps {empty} old replica sets of {limit}");
        }
    }

    private void SeeSet(Change change, JsonObject deployment)
    {
        var (before, now) = (change.Before is { } old ? Replicas(old) : 0, Replicas(change.Object));
        var sets = Owned(change.Cluster, ReplicaSets, deployment).ToList();
        if (now > before)
        {
            var sum = sets.Sum(Replicas);
            var bound = Lately(change, Deployments, deployment).Max(one => Replicas(one) + Surge(one));
            Require(sum <= bound, "D-1 no more than replicas and surge", () => $"{sum} replicas of {bound}", change);
            if (before == 0 && IsRecreate(deployment))
            {
                SeeRecreate(change, sets);
            }
        }
        else if (now < before && !SameTemplate(change.Object, deployment) && !IsRecreate(deployment))
        {
            SeeLowered(change, deployment, sets);
        }

        if (change.Kind == StoreEventKind.Added)
        {
            var same = sets.Count(set => SameTemplate(set, change.Object));
            Require(same == 1, "D-4 one replica set of the template", () => $"{same} have this template", change);
        }
    }

    // Who lowers a set to as many as were available in it at some moment that the controller may be looking at takes
    // away none of them, however few that leaves: old pods that are not available go first.
    private void SeeLowered(Change change, JsonObject deployment, List<JsonObject> sets)
    {
        var least = Lately(change, Deployments, deployment).Min(one => Replicas(one) - Unavailable(one));
        var after = sets.Sum(set => Math.Min(Available(change, set).Max(), Replicas(set)));
        RequireSeen(
            after >= least || Available(change, change.Object).Min() <= Replicas(change.Object),
            "D-2 no fewer available than the least", () => $"{after} stay available of {least}", change);
    }

    private void SeeRecreate(Change change, List<JsonObject> sets)
    {
        var left = sets.Where(set => Uid(set) != Uid(change.Object))
            .SelectMany(set => Owned(change.Cluster, Pods, set))
            .FirstOrDefault(pod => !IsTerminal(pod) && When(pod, "metadata", "creationTimestamp") < change.At - Lag);
        RequireSeen(
            left is null, "D-3 recreate after the old have ended", () => $"{NameOf(left)} is there yet", change);
    }

    private void SeeGone(Change change, JsonObject deployment)
    {
        if (By(change, "deployment"))
        {
            var set = change.Object;
            Require(
                Replicas(set) == 0 && (Number(set, "status", "replicas") ?? 0) == 0,
                "D-6 history", () => $"{NameOf(set)} is deleted, and has pods", change);
            var left = Owned(change.Cluster, ReplicaSets, deployment)
                .Count(one => !SameTemplate(one, deployment) && Uid(one) != Uid(set));
            var limit = Lately(change, Deployments, deployment)
                .Min(one => Number(one, "spec", "revisionHistoryLimit") ?? 10);
            Require(left >= limit, "D-6 history", () => $"{left} old ones are left of {limit}", change);
        }
    }

    private void SeeProgress(Change change)
    {
        var (now, before) = (ConditionOf(change.Object, "Progressing"), ConditionOf(change.Before, "Progressing"));
        if (now is null
            || (Text(now, "reason") == Text(before, "reason") && Text(now, "status") == Text(before, "status")))
        {
            return;
        }

        var reason = Text(now, "reason");
        var wanted = reason switch
        {
            "NewReplicaSetCreated" or "FoundNewReplicaSet" or "ReplicaSetUpdated" or "NewReplicaSetAvailable" => "True",
            "DeploymentPaused" or "DeploymentResumed" => "Unknown",
            "ProgressDeadlineExceeded" or "ReplicaSetCreateError" => "False",
            _ => "",
        };
        RequireSeen(wanted == Text(now, "status"), "D-5 reasons of progress", () => $"{now.ToJsonString()}", change);
        if (reason == "NewReplicaSetAvailable" && IsObserved(change.Object))
        {
            RequireSeen(IsComplete(change.Object), "D-5 reasons of progress", () => "it is not complete", change);
        }
    }

    private static bool IsObserved(JsonObject deployment) =>
        Number(deployment, "status", "observedGeneration") == Number(deployment, "metadata", "generation");

    private static bool IsComplete(JsonObject deployment)
    {
        var wanted = Replicas(deployment);
        return (Number(deployment, "status", "updatedReplicas") ?? 0) == wanted
            && (Number(deployment, "status", "replicas") ?? 0) == wanted
            && (Number(deployment, "status", "availableReplicas") ?? 0) == wanted;
    }

    /// <summary>How many were available, as far back as the controller may look.</summary>
    private IEnumerable<int> Available(Change change, JsonObject set) => Lately(change, ReplicaSets, set)
        .Select(one => Number(one, "status", "availableReplicas") ?? 0);

    private static bool IsRecreate(JsonObject deployment) =>
        Text(deployment, "spec", "strategy", "type") == "Recreate";

    private static int Surge(JsonObject deployment) => IsRecreate(deployment)
        ? 0
        : Share(Text(deployment, "spec", "strategy", "rollingUpdate", "maxSurge"), Replicas(deployment), true, 0);

    private static int Unavailable(JsonObject deployment)
    {
        var share = Share(
            Text(deployment, "spec", "strategy", "rollingUpdate", "maxUnavailable"), Replicas(deployment), false, 0);
        return share == 0 && Surge(deployment) == 0 ? 1 : share;
    }

    private static bool SameTemplate(JsonObject one, JsonObject other) =>
        JsonNode.DeepEquals(TemplateOf(one), TemplateOf(other));

    private static JsonNode TemplateOf(JsonObject of)
    {
        var template = Node(of, "spec", "template")!.DeepClone();
        (Node(template, "metadata", "labels") as JsonObject)?.Remove("pod-template-hash");
        return template;
    }
}
