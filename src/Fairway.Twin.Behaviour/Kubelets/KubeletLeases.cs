using Fairway.Kube;

namespace Fairway.Twin.Behaviour.Kubelets;

/// <summary>The Leases that tell that nodes live.</summary>
internal static class KubeletLeases
{
    /// <summary>Creates the Lease that a plan asks for, unless it is there, or its namespace is not there
    /// yet.</summary>
    /// <exception cref="KubeApiException">The API refused it.</exception>
    public static async Task RequireAsync(IKubeApi api, KubeletPlan plan, CancellationToken cancel)
    {
        if (KubeletRequests.OfLease(plan) is not { } request)
        {
            return;
        }

        var response = await api.SendAsync(request, cancel);
        if (response.Status is not (404 or 409))
        {
            response.EnsureSuccess();
        }
    }
}
