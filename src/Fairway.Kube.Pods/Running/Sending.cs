namespace Fairway.Kube.Pods.Running;

/// <summary>Sends what controllers decided.</summary>
internal static class Sending
{
    private const string NamespaceTerminating = "because it is being terminated";

    /// <summary>Sends requests one after the other. What a namespace that is going takes no more is no failure either:
    /// its other objects go with it.</summary>
    /// <exception cref="KubeApiException">The API refused a request.</exception>
    public static async Task SendToLivingAsync(
        this IKubeApi api, IEnumerable<KubeRequest> requests, CancellationToken cancel)
    {
        try
        {
            await api.SendAllAsync(requests, cancel);
        }
        catch (KubeApiException refusal) when (IsOfDying(refusal))
        {
            // Nothing is left to be done for it.
        }
    }

    /// <summary>True for the refusal of a creation in a namespace that is being deleted.</summary>
    public static bool IsOfDying(KubeApiException refusal) =>
        refusal.Status == 403 && refusal.Message.Contains(NamespaceTerminating, StringComparison.Ordinal);

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
