using System.Text.Json;
using Fairway.Kube;
using Fairway.Kube.Pods.Objects;
using Fairway.Kube.Pods.Requests;

namespace Fairway.Twin.Behaviour.CustomResources;

/// <summary>The definitions of custom resources, asked of the API itself.</summary>
internal static class CustomDefinitions
{
    /// <exception cref="KubeApiException">The API refuses to list them.</exception>
    public static async Task<IReadOnlyList<DefinitionView>> ListAsync(IKubeApi api, CancellationToken cancel)
    {
        var request = new KubeRequest
        {
            Method = "GET",
            Path = CoreResources.Definitions.CollectionPath(null),
            UserAgent = WorkloadRequests.Agent,
        };
        var response = await api.SendAsync(request, cancel);
        using var list = JsonDocument.Parse(response.EnsureSuccess().Body);
        return [.. list.RootElement.Items("items").Select(DefinitionView.Read)];
    }
}
