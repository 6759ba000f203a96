using System.Text.Json.Nodes;
using Fairway.Conformance.Upstream.Apps;

namespace Fairway.Conformance.Upstream.Scheduling;

/// <summary>What the tests of the scheduler do again and again.</summary>
internal static class SchedulingSteps
{
    public const string Nodes = "/api/v1/nodes";
    public const string Classes = "/apis/scheduling.k8s.io/v1/priorityclasses";

    /// <summary>The names of the nodes.</summary>
    public static async Task<string[]> NodesAsync(this AppsScene scene) =>
        [.. (await scene.ListAsync(Nodes)).Select(n => (string)n["metadata"]!["name"]!)];

    /// <summary>Gives a node so much of a resource of its own.</summary>
    public static Task GiveAsync(this AppsScene scene, string node, string resource, int amount) => scene.PatchAsync(
        $"{Nodes}/{node}/status",
        $$"""{"status":{"capacity":{"{{resource}}":"{{amount}}"},"allocatable":{"{{resource}}":"{{amount}}"} } }""");

    public static Task LabelAsync(this AppsScene scene, string node, string key, string value) => scene.PatchAsync(
        $"{Nodes}/{node}", $$"""{"metadata":{"labels":{"{{key}}":"{{value}}"} } }""");

    /// <summary>A priority class of the test's own.</summary>
    public static async Task<string> PriorityAsync(this AppsScene scene, string name, int value)
    {
        var unique = $"{scene.Namespace}-{name}";
        await scene.MakeAsync(Classes, $$"""{"metadata":{"name":"{{unique}}"},"value":{{value}} }""");
        return unique;
    }

    /// <summary>Makes a pod with more of a spec than its container.</summary>
    public static Task<JsonObject> PodAsync(
        this AppsScene scene, string name, string spec = "", string container = "")
    {
        var more = spec.Length == 0 ? "" : $"{spec},";
        var inner = container.Length == 0 ? "" : $",{container}";
        return scene.MakeAsync(scene.Pods, $$"""
            {"metadata":{"name":"{{name}}"},"spec":{ {{more}}
             "containers":[{"name":"c","image":"registry.example/pause:1"{{inner}} }]} }
            """);
    }

    /// <summary>A container's requests and limits of one resource.</summary>
    public static string Takes(string resource, int amount) =>
        $$"""
        "resources":{"requests":{"{{resource}}":"{{amount}}"},"limits":{"{{resource}}":"{{amount}}"} }
        """;

    public static Task<JsonObject> UntilOnNodeAsync(this AppsScene scene, string pod) =>
        scene.UntilAsync($"{scene.Pods}/{pod}", p => NodeOf(p) is not null);

    /// <summary>Waits until the scheduler has said that no node takes the pod; its words.</summary>
    public static async Task<string> UntilRefusedAsync(this AppsScene scene, string pod)
    {
        var refused = await scene.UntilAsync($"{scene.Pods}/{pod}", p => Condition(p, "PodScheduled") is not null);
        return (string)Condition(refused, "PodScheduled")!["message"]!;
    }

    public static string? NodeOf(JsonObject pod) => (string?)pod["spec"]!["nodeName"];

    public static JsonNode? Condition(JsonObject pod, string type) =>
        pod["status"]?["conditions"]?.AsArray().FirstOrDefault(c => (string?)c!["type"] == type);
}
