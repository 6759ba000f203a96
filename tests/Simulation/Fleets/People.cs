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

    public static Task<JsonObject> PostAsync(
        this SimulatedCluster cluster, string path, JsonNode body, string author = Name) =>
        SendAsync(cluster, author, new KubeRequest
        {
            Method = "POST",
            Path = path,
            ContentType = "application/json",
            Body = Encoding.UTF8.GetBytes(body.ToJsonString()),
        });

    /// <summary>A merge patch; by somebody else where <paramref name="author"/> says so.</summary>
    public static Task<JsonObject> PatchAsync(
        this SimulatedCluster cluster, string path, string body, string author = Name) =>
        SendAsync(cluster, author, new KubeRequest
        {
            Method = "PATCH",
            Path = path,
            ContentType = "application/merge-patch+json",
            Body = Encoding.UTF8.GetBytes(body),
        });

    public static Task<JsonObject> DeleteAsync(this SimulatedCluster cluster, string path, string author = Name) =>
        SendAsync(cluster, author, new KubeRequest { Method = "DELETE", Path = path });

    /// <summary>Deletes; <paramref name="how"/> is the propagation policy, or null.</summary>
    public static Task<JsonObject> DeleteWithAsync(this SimulatedCluster cluster, string path, string? how) =>
        SendAsync(cluster, Name, new KubeRequest
        {
            Method = "DELETE",
            Path = path,
            ContentType = "application/json",
            Body = how is null ? default : Encoding.UTF8.GetBytes($$"""
                {"kind":"DeleteOptions","apiVersion":"v1","propagationPolicy":"{{how}}"}
                """),
        });

    public static Task<JsonObject> PutAsync(
        this SimulatedCluster cluster, string path, JsonNode body, string author = Name) =>
        SendAsync(cluster, author, new KubeRequest
        {
            Method = "PUT",
            Path = path,
            ContentType = "application/json",
            Body = Encoding.UTF8.GetBytes(body.ToJsonString()),
        });

    /// <summary>Posts; true where it was not refused.</summary>
    public static async Task<bool> TryPostAsync(this SimulatedCluster cluster, string path, JsonNode body)
    {
        try
        {
            await PostAsync(cluster, path, body);
            return true;
        }
        catch (KubeApiException)
        {
            return false;
        }
    }

    /// <summary>An object of Fairway's, by its kind and specification.</summary>
    public static JsonObject Object(string kind, string name, string spec, string labels = "{}") => new()
    {
        ["apiVersion"] = "fairway.dev/v1alpha1",
        ["kind"] = kind,
        ["metadata"] = new JsonObject { ["name"] = name, ["labels"] = JsonNode.Parse(labels) },
        ["spec"] = JsonNode.Parse(spec),
    };

    private static async Task<JsonObject> SendAsync(SimulatedCluster cluster, string author, KubeRequest request)
    {
        await Task.Yield();
        var response = await cluster.SendAsync(request with { UserAgent = author }, author);
        return (JsonObject)response.EnsureSuccess().ReadNode();
    }
}
