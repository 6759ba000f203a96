using System.Text.Json.Nodes;
using Fairway.Simulation.Fleets;

namespace Fairway.Simulation.Checkers;

/// <summary>No stage begins before those before it have ended well and been silent; no step without a live permit, or
/// under a stop.</summary>
internal sealed class OrderChecker : Checker
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(1);

    public override string Rule => "5, no stage before its gates, no step without a permit";

    public override void See(Change change)
    {
        if (change.Resource == ClusterReleases && Begins(change))
        {
            SeeStage(change);
        }
        else if (change.Resource == StatefulSets && change.Before is not null && IsTenant(change.Author))
        {
            SeePermit(change);
        }
        else if (change.Resource == Rollouts && IsManager(change.Author)
            && Permitted(change.Object) > Permitted(change.Before))
        {
            SeeStop(change);
        }
    }

    private static int Permitted(JsonObject? rollout) => Number(rollout, "spec", "permittedThrough") ?? -1;

    private static bool Begins(Change change) => Text(change.Before, "status", "phase") is null or "Pending"
        && IsActing(Text(change.Object, "status", "phase")) && Text(change.Object, "status", "direction") != "Back";

    private void SeeStage(Change change)
    {
        var release = Mirror.Find(Meta, Releases, null, Text(change.Object, "spec", "release")!);
        var pipeline = Mirror.Find(Meta, "releasepipelines.fairway.dev", null, Text(release, "spec", "pipeline") ?? "");
        var own = Text(change.Object, "spec", "stage");
        var stages = pipeline?["spec"]?["stages"] as JsonArray ?? [];
        foreach (var stage in stages.TakeWhile(one => Text(one, "name") != own))
        {
            var items = MembersOf(change.Key.Name, Text(stage, "name")).ToList();
            if (items.Find(item => Text(item, "status", "phase") != "Succeeded") is { } other)
            {
                Cry($"{own} begins, and {Text(other, "metadata", "namespace")} of {Text(stage, "name")} is "
                    + $"{Text(other, "status", "phase")}", change);
            }

            var ended = items.Select(item => When(item, "status", "finishedAt")).Max();
            var silence = TimeSpan.FromSeconds(Seconds(Text(stage, "silentPeriodAfterStage")));
            if (ended + silence > change.At)
            {
                Cry($"{own} begins, and {Text(stage, "name")} ended at {ended:HH:mm:ss}, "
                    + $"less than {silence} ago", change);
            }
        }
    }

    /// <summary>What there is of a Release in a stage, of clusters that are there.</summary>
    private IEnumerable<JsonObject> MembersOf(string release, string? stage) =>
        from item in Mirror.All(Meta, ClusterReleases)
        where Text(item, "spec", "release") == release && Text(item, "spec", "stage") == stage
        let cluster = Text(item, "metadata", "namespace")
        where Mirror.Find(Meta, "clusters.fairway.dev", cluster, "kubernetes-cluster") is not null
        select item;

    private void SeePermit(Change change)
    {
        var (before, now) = (Partition(change.Before), Partition(change.Object));
        var rollout = RolloutOf(change.Cluster, change.Object);
        var isOpen = Text(rollout, "status", "phase") is "Complete";
        var isBorn = !PodsOf(change.Cluster, change.Object).Any(pod => Image(pod.Pod) != Image(change.Object));
        var until = When(rollout, "spec", "permitUntil");
        if (now < before && !isOpen && !isBorn && until + Grace < change.At)
        {
            Cry($"a step was taken at {change.At:HH:mm:ss}, and the permit ended at {until:HH:mm:ss}", change);
        }
    }

    private void SeeStop(Change change)
    {
        var stop = Mirror.All(Meta, "emergencystops.fairway.dev").FirstOrDefault(one =>
            When(one, "metadata", "creationTimestamp") + Grace + Grace < change.At
            && !(Text(one, "spec", "allowRollbacks") == "true"
                && Text(change.Object, "spec", "change")!.Contains("/Back/", StringComparison.Ordinal)));
        if (stop is not null)
        {
            Cry($"a step was granted under the stop {Text(stop, "metadata", "name")}", change);
        }
    }

    private static int Partition(JsonObject? set) =>
        Number(set, "spec", "updateStrategy", "rollingUpdate", "partition") ?? 0;

    private static int Seconds(string? duration) => duration is null
        ? 0
        : int.Parse(duration.TrimEnd('s'), System.Globalization.CultureInfo.InvariantCulture);
}
