using Fairway.Kube.Discovery;

namespace Fairway.Kube;

public static partial class KubeApiVerbs
{
    /// <summary>
    /// Every resource that the server offers, in its order: two requests where it answers aggregated (since 1.27), else
    /// one more for each group and version.
    /// </summary>
    public static async Task<IReadOnlyList<DiscoveredResource>> DiscoverAsync(
        this IKubeApi api, CancellationToken cancel)
    {
        var resources = new List<DiscoveredResource>();
        foreach (var root in new[] { "/api", "/apis" })
        {
            var response = await api.SendAsync(Get(root) with { Accept = AggregatedDiscovery.Accept }, cancel);
            response.EnsureSuccess();
            if (response.ContentType?.Contains("as=APIGroupDiscoveryList", StringComparison.Ordinal) == true)
            {
                resources.AddRange(response.Read(KubeJson.Default.AggregatedDiscovery).Resources());
            }
            else
            {
                resources.AddRange(await DiscoverPlainlyAsync(api, root, response, cancel));
            }
        }

        return resources;
    }

    /// <summary>The server's version, as in <c>v1.36.2</c>.</summary>
    public static async Task<string> VersionAsync(this IKubeApi api, CancellationToken cancel)
    {
        var response = await api.SendAsync(Get("/version"), cancel);
        return response.Read(KubeJson.Default.ServerVersion).GitVersion ?? "";
    }

    private static async Task<List<DiscoveredResource>> DiscoverPlainlyAsync(
        IKubeApi api, string root, KubeResponse response, CancellationToken cancel)
    {
        var resources = new List<DiscoveredResource>();
        foreach (var (group, version) in response.Read(KubeJson.Default.PlainRoot).GroupVersions())
        {
            var path = group.Length == 0 ? $"{root}/{version}" : $"{root}/{group}/{version}";
            var answer = await api.SendAsync(Get(path), cancel);
            resources.AddRange(answer.Read(KubeJson.Default.PlainResources).Of(group, version));
        }

        return resources;
    }
}
