using System.Text.Json.Nodes;
using Fairway.Conformance.Hosts;
using Xunit;

namespace Fairway.Conformance.Upstream.Apps;

/// <summary>A namespace with workloads, and means to wait for what becomes of them.</summary>
internal sealed class AppsScene(UpstreamCluster cluster) : IDisposable
{
    public const string Merge = "application/merge-patch+json";
    public const string Strategic = "application/strategic-merge-patch+json";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    public UpstreamCluster Cluster => cluster;

    public string Namespace => cluster.Namespace;

    public string Apps => $"/apis/apps/v1/namespaces/{Namespace}";

    public string Batch => $"/apis/batch/v1/namespaces/{Namespace}";

    public string Policy => $"/apis/policy/v1/namespaces/{Namespace}";

    public string Core => $"/api/v1/namespaces/{Namespace}";

    public string Pods => $"{Core}/pods";

    public static async Task<AppsScene> OfAsync(FleetFixture fleet) => new(await UpstreamCluster.OfAsync(fleet));

    public Task<JsonObject> GetAsync(string path) => cluster.OkAsync("GET", path);

    public Task<JsonObject> MakeAsync(string path, string body) => cluster.OkAsync("POST", path, body);

    public Task<JsonObject> PatchAsync(string path, string body, string type = Strategic) =>
        cluster.OkAsync("PATCH", path, body, type);

    public Task<JsonObject> PutAsync(string path, JsonObject body) => cluster.OkAsync("PUT", path, body.ToJsonString());

    public Task<JsonObject> DeleteAsync(string path) => cluster.OkAsync("DELETE", path);

    public async Task<List<JsonObject>> ListAsync(string path) =>
        [.. (await GetAsync(path))["items"]!.AsArray().Select(i => i!.AsObject())];

    /// <summary>Says of each pod of a selector whether it counts as ready: a readiness gate named <c>fit</c> is
    /// set.</summary>
    public Task SetFitAsync(string pod, bool isFit) => PatchAsync(
        $"{Pods}/{pod}/status", $$"""{"status":{"conditions":[{"type":"fit","status":"{{isFit}}"}]} }""");

    /// <summary>Waits, by a watch, until an object is as wanted; <paramref name="path"/> names one object.</summary>
    public async Task<JsonObject> UntilAsync(string path, Func<JsonObject, bool> isWanted)
    {
        var (collection, name) = (path[..path.LastIndexOf('/')], path[(path.LastIndexOf('/') + 1)..]);
        var all = await UntilAllAsync(
            $"{collection}?fieldSelector=metadata.name%3D{name}", all => all.Count == 1 && isWanted(all[0]));
        return all[0];
    }

    public Task UntilGoneAsync(string path)
    {
        var (collection, name) = (path[..path.LastIndexOf('/')], path[(path.LastIndexOf('/') + 1)..]);
        return UntilAllAsync($"{collection}?fieldSelector=metadata.name%3D{name}", all => all.Count == 0);
    }

    /// <summary>Waits, by a watch, until all objects of a list together are as wanted, looking at every state in
    /// between.</summary>
    public async Task<IReadOnlyList<JsonObject>> UntilAllAsync(
        string path, Func<IReadOnlyList<JsonObject>, bool> areWanted)
    {
        var list = await GetAsync(path);
        var known = new SortedDictionary<string, JsonObject>(StringComparer.Ordinal);
        foreach (var item in list["items"]!.AsArray())
        {
            known[NameOf(item!)] = item!.AsObject();
        }

        if (areWanted([.. known.Values]))
        {
            return [.. known.Values];
        }

        var revision = (string?)list["metadata"]!["resourceVersion"];
        var mark = path.Contains('?', StringComparison.Ordinal) ? '&' : '?';
        var found = await cluster.FollowAsync(
            $"{path}{mark}watch=true&resourceVersion={revision}",
            change =>
            {
                Take(known, change);
                return areWanted([.. known.Values]);
            },
            Patience);
        Assert.True(found, $"{path} never becomes as wanted; now: {string.Join('\n', known.Values)}");
        return [.. known.Values];
    }

    public void Dispose() => cluster.Dispose();

    private static void Take(SortedDictionary<string, JsonObject> known, JsonObject change)
    {
        var item = change["object"]!.AsObject();
        if ((string?)change["type"] == "DELETED")
        {
            known.Remove(NameOf(item));
        }
        else
        {
            known[NameOf(item)] = item;
        }
    }

    private static string NameOf(JsonNode item) =>
        $"{(string?)item["metadata"]!["namespace"]}/{(string?)item["metadata"]!["name"]}";
}
