using Fairway.Kube;

namespace Fairway.Twin.Behaviour.Running;

/// <summary>Sends what controllers decided.</summary>
internal static class Sending
{
    /// <summary>Sends requests one after the other. What is gone already is no failure: somebody was first.</summary>
    /// <exception cref="KubeApiException">The API refused a request.</exception>
    public static async Task SendAllAsync(
        this IKubeApi api, IEnumerable<KubeRequest> requests, CancellationToken cancel)
    {
        foreach (var request in requests)
        {
            var response = await api.SendAsync(request, cancel);
            if (response.Status is not 404)
            {
                response.EnsureSuccess();
            }
        }
    }
}
