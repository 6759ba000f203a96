using System.Text.Json.Nodes;
using Fairway.Kube;
using Xunit;

namespace Fairway.Tests.Twin.Behaviour.NodeCases;

/// <summary>What the cases of sig-node do again and again.</summary>
internal static class NodeScene
{
    public const string Pods = "/api/v1/namespaces/default/pods";

    /// <summary>A pod of one container <c>main</c>, with more of its spec and of its container.</summary>
    public static Task<JsonObject> PodAsync(
        this TwinCluster cluster, string name, string spec = "", string container = "")
    {
        var (more, inner) = (spec.Length == 0 ? "" : $"{spec},", container.Length == 0 ? "" : $",{container}");
        return cluster.PostAsync(Pods, $$"""
            {"metadata":{"name":"{{name}}","labels":{"app":"{{name}}"} },"spec":{ {{more}}
             "containers":[{"name":"main","image":"registry.example/main:1"{{inner}} }]} }
            """);
    }

    /// <summary>From now on containers of a name behave so.</summary>
    public static Task BehaveAsync(this TwinCluster cluster, string container, string spec) =>
        cluster.PostAsync("/apis/twin.fairway.dev/v1alpha1/podbehaviors", $$"""
            {"apiVersion":"twin.fairway.dev/v1alpha1","kind":"PodBehavior","metadata":{"name":"{{container}}"},
             "spec":{"selector":{"containers":["{{container}}"]}, {{spec}} } }
            """);

    public static Task<JsonObject> PodOfAsync(this TwinCluster cluster, string name) =>
        cluster.GetAsync($"{Pods}/{name}");

    public static Task<JsonObject> UntilPodAsync(
        this TwinCluster cluster, string name, Func<JsonObject, bool> wanted) =>
        cluster.UntilAsync($"{Pods}/{name}", wanted);

    /// <summary>A refusal that must come.</summary>
    public static Task<KubeApiException> RefusedAsync(Func<Task> act) => Assert.ThrowsAsync<KubeApiException>(act);

    /// <summary>The names in a list that labels select.</summary>
    public static async Task<string[]> SelectAsync(this TwinCluster cluster, string path, string labels)
    {
        var request = new KubeRequest { Method = "GET", Path = path, Query = [new("labelSelector", labels)] };
        var list = (await cluster.Api.SendAsync(request, CancellationToken.None)).ReadNode();
        return [.. list["items"]!.AsArray().Select(i => (string)i!["metadata"]!["name"]!)];
    }

    /// <summary>Deletes together what labels select.</summary>
    public static async Task DeleteAllAsync(this TwinCluster cluster, string path, string labels)
    {
        var request = new KubeRequest { Method = "DELETE", Path = path, Query = [new("labelSelector", labels)] };
        (await cluster.Api.SendAsync(request, CancellationToken.None)).EnsureSuccess();
    }

    public static string Phase(this JsonObject pod) => (string?)pod["status"]?["phase"] ?? "";

    public static bool IsReady(this JsonObject pod) =>
        (string?)pod["status"]?["conditions"]?.AsArray()
            .FirstOrDefault(c => (string?)c!["type"] == "Ready")?["status"] == "True";

    /// <summary>The status of a container of a list; empty where there is none.</summary>
    public static JsonNode Container(this JsonObject pod, string name, string list = "containerStatuses") =>
        pod["status"]?[list]?.AsArray().FirstOrDefault(c => (string?)c!["name"] == name) ?? new JsonObject();

    public static int Restarts(this JsonObject pod, string name = "main", string list = "containerStatuses") =>
        (int?)pod.Container(name, list)["restartCount"] ?? 0;

    public static DateTimeOffset? Time(this JsonNode? node) =>
        node is null ? null : DateTimeOffset.Parse((string)node!, System.Globalization.CultureInfo.InvariantCulture);
}
