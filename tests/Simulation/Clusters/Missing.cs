using System.Text.Json.Nodes;
using Fairway.Simulation.Checkers;
using Fairway.Simulation.Plans;

namespace Fairway.Simulation.Clusters;

/// <summary>What a cluster still lacks of what its users want, a sentence each. Reads objects alone, and shares no code
/// with the controllers.</summary>
internal static class Missing
{
    public static IEnumerable<string> In(World world) =>
    [
        .. world.All("deployments.apps").SelectMany(one => OfDeployment(world, one)),
        .. world.All("replicasets.apps").SelectMany(one => OfReplicas(world, "ReplicaSet", one)),
        .. world.All("statefulsets.apps").SelectMany(one => OfStatefulSet(world, one)),
        .. world.All("daemonsets.apps").SelectMany(one => OfDaemonSet(world, one)),
        .. world.All("jobs.batch").SelectMany(one => OfJob(world, one)),
        .. world.All("poddisruptionbudgets.policy").SelectMany(one => OfBudget(world, one)),
        .. world.All("services").SelectMany(one => OfService(world, one)),
        .. world.All("resourcequotas").SelectMany(one => OfQuota(world, one)),
        .. Everything(world).SelectMany(OfAny),
        .. Everything(world).SelectMany(one => OfOwned(world, one)),
    ];

    private static IEnumerable<JsonObject> Everything(World world) =>
        new[]
        {
            "pods", "replicasets.apps", "deployments.apps", "statefulsets.apps", "daemonsets.apps", "jobs.batch",
            "cronjobs.batch", "controllerrevisions.apps", "endpointslices.discovery.k8s.io", "resourcequotas",
            "namespaces", "nodes",
        }
        .SelectMany(world.All);

    private static IEnumerable<string> OfAny(JsonObject one)
    {
        if (one["metadata"]!["deletionTimestamp"] is { } since)
        {
            yield return $"{Kind(one)} {Name(one)} is going since {since}"
                + $", held by {one["metadata"]!["finalizers"]?.ToJsonString() ?? "its grace"}";
        }
    }

    private static IEnumerable<string> OfOwned(World world, JsonObject one)
    {
        var owners = (one["metadata"]!["ownerReferences"] as JsonArray ?? []).OfType<JsonObject>().ToArray();
        if (owners.Length > 0 && owners.All(owner => !Lives(world, one, owner)))
        {
            yield return $"{Kind(one)} {Name(one)} is left of {owners[0]["kind"]} {owners[0]["name"]}, which is gone";
        }
    }

    private static bool Lives(World world, JsonObject one, JsonObject owner)
    {
        var resource = (string?)owner["kind"] switch
        {
            "Service" => "services",
            "Job" => "jobs.batch",
            "CronJob" => "cronjobs.batch",
            "Node" => "nodes",
            var kind => $"{kind!.ToLowerInvariant()}s.apps",
        };
        var found = world.Find(resource, (string)owner["name"]!, resource == "nodes" ? null : Space(one));
        return found is not null && (string?)found["metadata"]!["uid"] == (string?)owner["uid"];
    }

    private static IEnumerable<string> OfDeployment(World world, JsonObject one)
    {
        var wanted = Count(one["spec"]!["replicas"]);
        var sets = world.All("replicasets.apps").Where(set => IsOf(set, one)).ToArray();
        var pods = world.All("pods").Where(pod => sets.Any(set => IsOf(pod, set)) && IsActive(pod)).ToArray();
        return Behind(one).Concat(
            Counts(one, wanted, "replicas", "updatedReplicas", "readyReplicas", "availableReplicas")
                .Append(pods.Length == wanted ? null : $"Deployment {Name(one)} wants {wanted} pods, has {pods.Length}")
                .OfType<string>()
                .Select(text => text + Because(pods)));
    }

    private static IEnumerable<string> OfReplicas(World world, string kind, JsonObject one)
    {
        var wanted = Count(one["spec"]!["replicas"]);
        var pods = world.All("pods").Where(pod => IsOf(pod, one) && IsActive(pod)).ToArray();
        return Behind(one).Concat(
            Counts(one, wanted, "replicas", "readyReplicas", "availableReplicas")
                .Append(pods.Length == wanted ? null : $"{kind} {Name(one)} wants {wanted} pods, has {pods.Length}")
                .OfType<string>()
                .Select(text => text + Because(pods)));
    }

    private static IEnumerable<string> OfStatefulSet(World world, JsonObject one)
    {
        var wanted = Count(one["spec"]!["replicas"]);
        var partition = Count(one["spec"]!["updateStrategy"]?["rollingUpdate"]?["partition"], 0);
        var status = one["status"];
        if (partition == 0 && (string?)status?["currentRevision"] != (string?)status?["updateRevision"])
        {
            yield return $"StatefulSet {Name(one)} is still at {status?["currentRevision"]}, "
                + $"not {status?["updateRevision"]}";
        }

        foreach (var text in OfReplicas(world, "StatefulSet", one))
        {
            yield return text;
        }
    }

    private static IEnumerable<string> OfDaemonSet(World world, JsonObject one)
    {
        var nodes = world.All("nodes").Count();
        var pods = world.All("pods").Where(pod => IsOf(pod, one) && IsActive(pod)).ToArray();
        return Behind(one).Concat(
            Counts(one, nodes, "desiredNumberScheduled", "currentNumberScheduled", "updatedNumberScheduled",
                    "numberAvailable", "numberReady")
                .Append(pods.Length == nodes ? null : $"DaemonSet {Name(one)} wants {nodes} pods, has {pods.Length}")
                .OfType<string>()
                .Select(text => text + Because(pods)));
    }

    private static IEnumerable<string> OfJob(World world, JsonObject one)
    {
        var conditions = (one["status"]?["conditions"] as JsonArray ?? []).OfType<JsonObject>();
        if (!conditions.Any(
            item => (string?)item["type"] is "Complete" or "Failed" && (string?)item["status"] == "True"))
        {
            var pods = world.All("pods").Where(pod => IsOf(pod, one)).ToArray();
            yield return $"Job {Name(one)} is not finished: {one["status"]?.ToJsonString()}{Because(pods)}";
        }
    }

    private static IEnumerable<string> OfBudget(World world, JsonObject one)
    {
        var app = (string?)one["spec"]!["selector"]!["matchLabels"]!["app"];
        var healthy = world.All("pods").Count(pod => App(pod) == app && IsReady(pod));
        var counted = Count(one["status"]?["currentHealthy"], 0);
        return Behind(one).Concat(
            counted == healthy
                ? []
                : [$"PodDisruptionBudget {Name(one)} counts {counted} healthy pods of {healthy}"]);
    }

    private static IEnumerable<string> OfQuota(World world, JsonObject one)
    {
        var used = $"{one["status"]?["used"]?["pods"] ?? "nothing"}";
        var pods = world.All("pods").Count(pod => Space(pod) == Space(one)
            && (string?)pod["status"]?["phase"] is not ("Succeeded" or "Failed"));
        return used == $"{pods}" ? [] : [$"ResourceQuota {Name(one)} counts {used} pods of {pods}"];
    }

    private static IEnumerable<string> OfService(World world, JsonObject one)
    {
        if (one["spec"]!["selector"] is null)
        {
            return [];
        }

        var app = (string?)one["spec"]!["selector"]!["app"];
        var wanted = world.All("pods").Where(pod => App(pod) == app && IsReady(pod)).Select(Name).Order().ToArray();
        var shown = world.All("endpointslices.discovery.k8s.io")
            .Where(slice => (string?)slice["metadata"]!["labels"]?["kubernetes.io/service-name"] == Name(one))
            .SelectMany(slice => (slice["endpoints"] as JsonArray ?? []).OfType<JsonObject>())
            .Where(endpoint => (bool?)endpoint["conditions"]?["ready"] == true)
            .Select(endpoint => (string)endpoint["targetRef"]!["name"]!)
            .Order()
            .ToArray();
        return wanted.SequenceEqual(shown)
            ? []
            : [$"Service {Name(one)} leads to {string.Join(' ', shown)}, not to {string.Join(' ', wanted)}"];
    }

    private static IEnumerable<string> Behind(JsonObject one)
    {
        if (Count(one["metadata"]!["generation"], 0) != Count(one["status"]?["observedGeneration"], 0))
        {
            yield return $"{Kind(one)} {Name(one)} is at generation {one["metadata"]!["generation"]}, "
                + $"and its status at {one["status"]?["observedGeneration"] ?? 0}";
        }
    }

    private static IEnumerable<string?> Counts(JsonObject one, int wanted, params string[] fields) =>
        from field in fields
        let has = Count(one["status"]?[field], 0)
        where has != wanted
        select $"{Kind(one)} {Name(one)} wants {wanted} {field}, has {has}";

    private static string Because(JsonObject[] pods)
    {
        var waiting = pods.Where(pod => !IsReady(pod)).Select(Why).ToArray();
        return waiting.Length == 0 ? "" : $": {string.Join(", ", waiting)}";
    }

    private static string Why(JsonObject pod)
    {
        var conditions = (pod["status"]?["conditions"] as JsonArray ?? []).OfType<JsonObject>();
        var unscheduled = conditions.FirstOrDefault(
            item => (string?)item["type"] == "PodScheduled" && (string?)item["status"] == "False");
        var waiting = pod["status"]?["containerStatuses"]?[0]?["state"]?["waiting"]?["reason"];
        var why = pod["metadata"]!["deletionTimestamp"] is not null ? "its end"
            : pod["spec"]!["nodeName"] is null ? $"a node: {unscheduled?["message"] ?? "nobody has looked"}"
            : waiting is not null ? $"its container: {waiting}"
            : "readiness";
        var spec = pod["spec"]!;
        return $"pod {Name(pod)} ({spec["containers"]![0]!["image"]}) on {spec["nodeName"]} waits for {why}";
    }

    private static bool IsOf(JsonObject one, JsonObject owner) =>
        (one["metadata"]!["ownerReferences"] as JsonArray ?? []).Any(
            item => (string?)item!["uid"] == (string?)owner["metadata"]!["uid"] && (bool?)item["controller"] == true);

    private static bool IsActive(JsonObject pod) => pod["metadata"]!["deletionTimestamp"] is null
        && (string?)pod["status"]?["phase"] is not ("Succeeded" or "Failed");

    private static bool IsReady(JsonObject pod) => pod["metadata"]!["deletionTimestamp"] is null
        && (pod["status"]?["conditions"] as JsonArray ?? []).Any(
            item => (string?)item!["type"] == "Ready" && (string?)item["status"] == "True");

    private static string? App(JsonObject pod) => (string?)pod["metadata"]!["labels"]?["app"];

    private static int Count(JsonNode? value, int otherwise = 1) => (int?)value ?? otherwise;

    private static string Kind(JsonObject one) => (string?)one["kind"] ?? "object";

    private static string? Space(JsonObject one) => (string?)one["metadata"]!["namespace"];

    private static string Name(JsonObject one) => (string)one["metadata"]!["name"]!;
}
