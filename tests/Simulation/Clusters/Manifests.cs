using System.Text.Json.Nodes;

namespace Fairway.Simulation.Clusters;

/// <summary>What users create. Images say how pods behave: see <see cref="ClusterRun.Behaviours"/>.</summary>
internal static class Manifests
{
    public const string Default = "/api/v1/namespaces/default";

    public static readonly IReadOnlyList<string> Servers = ["good:1", "good:2", "good:3", "slow:1", "bad:1", "crash:1"];

    public static string PathOf(string kind) => kind switch
    {
        "pods" or "services" => $"{Default}/{kind}",
        "jobs" or "cronjobs" => $"/apis/batch/v1/namespaces/default/{kind}",
        "poddisruptionbudgets" => $"/apis/policy/v1/namespaces/default/{kind}",
        _ => $"/apis/apps/v1/namespaces/default/{kind}",
    };

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

    private static JsonObject Of(string name, string spec) => new()
    {
        ["metadata"] = new JsonObject { ["name"] = name },
        ["spec"] = JsonNode.Parse(spec),
    };
}
