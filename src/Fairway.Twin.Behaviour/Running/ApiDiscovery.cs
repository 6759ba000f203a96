using System.Text.Json;
using Fairway.Kube;
using Fairway.Twin.Behaviour.Objects;
using Fairway.Twin.Behaviour.Requests;

namespace Fairway.Twin.Behaviour.Running;

/// <summary>Which resources a cluster serves, of those whose objects can own, be owned and be deleted.</summary>
internal static class ApiDiscovery
{
    /// <exception cref="KubeApiException">The API does not answer its discovery.</exception>
    public static async Task<IReadOnlyList<KubeResource>> ReadAsync(IKubeApi api, CancellationToken cancel)
    {
        var found = new List<KubeResource>();
        found.AddRange(await ResourcesAsync(api, "", "v1", "/api/v1", cancel));
        using var groups = await GetAsync(api, "/apis", cancel);
        foreach (var group in groups.RootElement.Items("groups"))
        {
            var version = group.Child("preferredVersion").Text("version") ?? "";
            var name = group.Text("name") ?? "";
            found.AddRange(await ResourcesAsync(api, name, version, $"/apis/{name}/{version}", cancel));
        }

        return found;
    }

    private static async Task<IReadOnlyList<KubeResource>> ResourcesAsync(
        IKubeApi api, string group, string version, string path, CancellationToken cancel)
    {
        using var list = await GetAsync(api, path, cancel);
        return
        [
            .. list.RootElement.Items("resources").Where(IsCollectable).Select(r => new KubeResource(
                group, version, r.Text("name") ?? "", r.Text("kind") ?? "", r.Flag("namespaced"))),
        ];
    }

    private static bool IsCollectable(JsonElement resource)
    {
        var verbs = resource.Texts("verbs");
        return !(resource.Text("name") ?? "/").Contains('/')
            && verbs.Contains("list") && verbs.Contains("watch") && verbs.Contains("delete");
    }

    private static async Task<JsonDocument> GetAsync(IKubeApi api, string path, CancellationToken cancel)
    {
        var request = new KubeRequest { Method = "GET", Path = path, UserAgent = WorkloadRequests.Agent };
        var response = await api.SendAsync(request, cancel);
        return JsonDocument.Parse(response.EnsureSuccess().Body);
    }
}
