using System.Text.Json.Nodes;

namespace Fairway.Simulation.Clusters;

/// <summary>What users create. Images say how pods behave: see <see cref="ClusterRun.Behaviours"/>.</summary>
internal static class Manifests
{
    public static readonly IReadOnlyList<string> Servers = ["good:1", "good:2", "good:3", "slow:1", "bad:1", "crash:1"];

    /// <summary>Priority classes and their values.</summary>
    public static readonly IReadOnlyList<string> Priorities = ["low", "high", "higher"];

    /// <summary>The path of a collection, or of an object in it.</summary>
    public static string PathOf(string kind, string? name = null, string ns = "default")
    {
        var group = kind switch
        {
            "pods" or "services" or "resourcequotas" or "namespaces" or "nodes" => "/api/v1",
            "jobs" or "cronjobs" => "/apis/batch/v1",
            "poddisruptionbudgets" => "/apis/policy/v1",
            "priorityclasses" => "/apis/scheduling.k8s.io/v1",
            "nodebehaviors" => "/apis/twin.fairway.dev/v1alpha1",
            _ => "/apis/apps/v1",
        };
        var space = kind is "namespaces" or "nodes" or "priorityclasses" or "nodebehaviors" ? "" : $"/namespaces/{ns}";
        return $"{group}{space}/{kind}{(name is null ? "" : $"/{name}")}";
    }

    /// <summary>The path of an object of a kind.</summary>
    public static string PathOf(string kind, JsonNode item) => PathOf(
        kind, (string)item["metadata"]!["name"]!, (string?)item["metadata"]!["namespace"] ?? "default");

    public static JsonObject PriorityClass(string name) => new()
    {
        ["metadata"] = new JsonObject { ["name"] = name },
        ["value"] = Priorities.ToList().IndexOf(name) * 100,
    };

    /// <summary>A node that keeps silent.</summary>
    public static JsonObject Darkness(string node)
    {
        var body = Of($"dark-{node}", $$"""{"selector":{"nodes":["{{node}}"]},"dark":{} }""");
        body["apiVersion"] = "twin.fairway.dev/v1alpha1";
        body["kind"] = "NodeBehavior";
        return body;
    }

    /// <summary>The pods of a workload ask for cores, by a priority.</summary>
    public static void Ask(JsonObject workload, string cpu, string priority)
    {
        var spec = workload["spec"]!["template"]!["spec"]!;
        spec["priorityClassName"] = priority;
        spec["containers"]![0]!["resources"] = JsonNode.Parse($$"""{"requests":{"cpu":"{{cpu}}"} }""");
    }

    public static JsonObject Deployment(string name, int replicas, string image, string strategy) => Of(name, $$"""
        {"replicas":{{replicas}},"selector":{"matchLabels":{"app":"{{name}}"} },"strategy":{{strategy}},
         "revisionHistoryLimit":2,"template":{{Template(name, image)}} }
        """);

    public static JsonObject StatefulSet(string name, int replicas, string image, string more) => Of(name, $$"""
        {"replicas":{{replicas}},"selector":{"matchLabels":{"app":"{{name}}"} },"serviceName":"{{name}}",
         "template":{{Template(name, image)}}{{more}} }
        """);

    public static JsonObject DaemonSet(string name, string image, string update) => Of(name, $$"""
        {"selector":{"matchLabels":{"app":"{{name}}"} },"updateStrategy":{{update}},
         "template":{{Template(name, image)}} }
        """);

    public static JsonObject Job(string name, int completions, int parallelism, string image) => Of(
        name, JobSpec(completions, parallelism, image));

    public static JsonObject CronJob(string name, string policy, string image) => Of(name, $$"""
        {"schedule":"* * * * *","concurrencyPolicy":"{{policy}}","jobTemplate":{"spec":{{JobSpec(1, 1, image)}} } }
        """);

    public static JsonObject Budget(string name, string limit) => Of(name, $$"""
        {"selector":{"matchLabels":{"app":"{{name}}"} },{{limit}} }
        """);

    public static JsonObject Service(string name) => Of(name, $$"""
        {"selector":{"app":"{{name}}"},"ports":[{"port":80}]}
        """);

    private static string JobSpec(int completions, int parallelism, string image) => $$"""
        {"completions":{{completions}},"parallelism":{{parallelism}},"backoffLimit":2,"template":{"spec":{
         "restartPolicy":"Never","containers":[{"name":"c","image":"{{image}}"}]} } }
        """;

    private static string Template(string name, string image) => $$"""
        {"metadata":{"labels":{"app":"{{name}}"} },"spec":{"terminationGracePeriodSeconds":5,
         "containers":[{"name":"c","image":"{{image}}"}]} }
        """;

    public static JsonObject Of(string name, string spec) => new()
    {
        ["metadata"] = new JsonObject { ["name"] = name },
        ["spec"] = JsonNode.Parse(spec),
    };
}
