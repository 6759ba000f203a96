using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Fairway.Twin.Storage;

namespace Fairway.Simulation.Plans;

/// <summary>What a cluster has in the end, value by value, without what differs from run to run; and how often objects
/// were created and deleted on the way.</summary>
internal sealed partial class EndView
{
    private static readonly string[] Unlike =
    [
        "uid", "resourceVersion", "creationTimestamp", "managedFields", "generation", "observedGeneration", "nodeName",
        "hostIP", "hostIPs", "podIP", "podIPs", "containerID", "startedAt", "startTime", "completionTime", "selfLink",
        "lastTransitionTime", "lastUpdateTime", "lastProbeTime", "finishedAt", "timeAdded", "message", "addresses",
        "generateName", "lastScheduleTime", "lastSuccessfulTime", "clusterIP", "clusterIPs", "pod-template-generation",
        "lastHeartbeatTime", "targetRef", "endpoints.kubernetes.io/last-change-trigger-time", "collisionCount",
        "desiredReplicas", "controller-uid", "batch.kubernetes.io/controller-uid",

        // What a revision is numbered tells how many were seen, and who is blind for a while sees fewer.
        "deployment.kubernetes.io/revision", "deployment.kubernetes.io/revision-history", "revision",
        "deployment.kubernetes.io/desired-replicas", "deployment.kubernetes.io/max-replicas",
    ];

    private static readonly string[] NotCompared = ["leases.coordination.k8s.io", "events.events.k8s.io", "nodes"];

    // Who is blind for a while may make a thing that is not wanted any more, and take it away again; who makes many is
    // in a loop.
    private const int MostTimes = 3;

    private EndView(SortedDictionary<string, string> values, SortedDictionary<string, int> counts)
    {
        Values = values;
        Counts = counts;
    }

    /// <summary>Values by object and path.</summary>
    public SortedDictionary<string, string> Values { get; }

    /// <summary>How often objects of a resource were created or deleted: <c>pods added</c>.</summary>
    public SortedDictionary<string, int> Counts { get; }

    public static EndView Of(World world)
    {
        var values = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var objects = world.Mirror.All(World.Name)
            .Where(one => !NotCompared.Contains(one.Resource) && !IsHistory(one.Resource, one.Object))
            .Select(one => (Id: $"{one.Resource} {NameOf(one.Object)}", Leaves: LeavesOf(one.Object)))
            .GroupBy(one => one.Id, StringComparer.Ordinal);
        foreach (var alike in objects)
        {
            var number = 0;
            var inOrder = alike.OrderBy(
                one => string.Join('\n', one.Leaves.Select(leaf => $"{leaf.Key}={leaf.Value}")),
                StringComparer.Ordinal);
            foreach (var one in inOrder)
            {
                values[$"{one.Id}#{++number}"] = "is there";
                foreach (var (path, value) in one.Leaves)
                {
                    values[$"{one.Id}#{number}{path}"] = value;
                }
            }
        }

        var counts = world.History
            .Where(change => change.Kind != StoreEventKind.Modified && !NotCompared.Contains(change.Resource))
            .GroupBy(change => $"{change.Resource} {change.Kind}", StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.Count());
        return new EndView(values, new SortedDictionary<string, int>(counts, StringComparer.Ordinal));
    }

    /// <summary>How this differs from clean runs, of which a value may be any that one of them has, and counts may be
    /// anything up to the largest.</summary>
    public IEnumerable<string> Unlikeness(IReadOnlyList<EndView> clean)
    {
        foreach (var key in Values.Keys.Union(clean.SelectMany(one => one.Values.Keys)).Order(StringComparer.Ordinal))
        {
            var now = Values.GetValueOrDefault(key);
            var allowed = clean.Select(one => one.Values.GetValueOrDefault(key)).ToList();
            var differs = allowed.Distinct().Skip(1).Any();
            var isPart = key.Split('#')[1].Contains('/') && (now is null || allowed[0] is null);
            if (!allowed.Contains(now) && !differs && !isPart)
            {
                yield return $"{key} is {now ?? "missing"}, and was {allowed[0] ?? "missing"} without faults";
            }
        }

        foreach (var (what, count) in Counts)
        {
            var most = clean.Max(one => one.Counts.GetValueOrDefault(what));
            if (count > (MostTimes * most) + 2)
            {
                yield return $"{what}: {count} times, and {most} without faults";
            }
        }
    }

    /// <summary>The values of an object that mean something, by their paths.</summary>
    public static SortedDictionary<string, string> LeavesOf(JsonObject item)
    {
        var leaves = new SortedDictionary<string, string>(StringComparer.Ordinal);
        Add(leaves, "", item);
        leaves.Remove("/metadata/name");
        return leaves;
    }

    /// <summary>Old revisions, of which there are as many as were seen; and what a CronJob has done, which depends on
    /// the minutes at which it saw that it might.</summary>
    private static bool IsHistory(string resource, JsonObject item) => resource == "controllerrevisions.apps"
        || (resource == "replicasets.apps" && (int?)item["spec"]?["replicas"] == 0)
        || (resource == "jobs.batch" && IsOfCronJob(item) && item["status"]?["completionTime"] is not null)
        || (string?)item["status"]?["phase"] is "Succeeded" or "Failed";

    private static bool IsOfCronJob(JsonObject job) =>
        (string?)job["metadata"]!["ownerReferences"]?[0]?["kind"] == "CronJob";

    private static string NameOf(JsonObject item)
    {
        var metadata = item["metadata"]!;
        var name = metadata["generateName"] is { } generated ? $"{generated}*" : $"{metadata["name"]}";
        return $"{metadata["namespace"]}/{name}";
    }

    private static void Add(SortedDictionary<string, string> leaves, string path, JsonNode? node)
    {
        switch (node)
        {
            case JsonObject map:
                foreach (var (name, value) in map.Where(one => !IsUnlike(one.Key)))
                {
                    Add(leaves, $"{path}/{name}", value);
                }

                break;
            case JsonArray list:
                for (var index = 0; index < list.Count; index++)
                {
                    var part = list[index] as JsonObject;
                    Add(leaves, Plain($"{path}/{part?["type"] ?? part?["name"] ?? index}"), list[index]);
                }

                break;
            case not null:
                leaves[path] = Plain(node.ToJsonString());
                break;
        }
    }

    // Times differ between runs, whatever they are called.
    private static bool IsUnlike(string name) =>
        Unlike.Contains(name) || name.EndsWith("Time", StringComparison.Ordinal);

    private static string Plain(string text) => TokenVolume().Replace(text, "kube-api-access-*");

    [GeneratedRegex("kube-api-access-[a-z0-9]{5}")]
    private static partial Regex TokenVolume();
}
