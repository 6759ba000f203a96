using System.Text;
using System.Text.Json.Nodes;
using Fairway.Kube;

namespace Fairway.Simulation.Fleets;

/// <summary>What people and their tools do, without faults of the network.</summary>
internal static class People
{
    public const string Name = "people";
    private const string Group = "/apis/fairway.dev/v1alpha1";

    public static string PathOf(string plural, string? ns = null) =>
        ns is null ? $"{Group}/{plural}" : $"{Group}/namespaces/{ns}/{plural}";

    public static Task<JsonObject> PostAsync(this SimulatedCluster cluster, string path, JsonNode body) =>
        SendAsync(cluster, "POST", path, "application/json", body.ToJsonString());

    /// <summary>A merge patch; by somebody else where <paramref name="author"/> says so.</summary>
    public static Task<JsonObject> PatchAsync(
        this SimulatedCluster cluster, string path, string body, string author = Name) =>
        SendAsync(cluster, "PATCH", path, "application/merge-patch+json", body, author);

    public static Task<JsonObject> DeleteAsync(this SimulatedCluster cluster, string path, string author = Name) =>
        SendAsync(cluster, "DELETE", path, null, null, author);

    /// <summary>An object of Fairway's, by its kind and specification.</summary>
    public static JsonObject Object(string kind, string name, string spec, string labels = "{}") => new()
    {
        ["apiVersion"] = "fairway.dev/v1alpha1",
        ["kind"] = kind,
        ["metadata"] = new JsonObject { ["name"] = name, ["labels"] = JsonNode.Parse(labels) },
        ["spec"] = JsonNode.Parse(spec),
    };

    private static async Task<JsonObject> SendAsync(
        SimulatedCluster cluster, string method, string path, string? type, string? body, string author = Name)
    {
        await Task.Yield();
        var request = new KubeRequest
        {
            Method = method,
            Path = path,
            ContentType = type,
            Body = body is null ? default : Encoding.UTF8.GetBytes(body),
            UserAgent = author,
        };
        var response = await cluster.SendAsync(request, author);
        return (JsonObject)response.EnsureSuccess().ReadNode();
    }
}
