namespace Fairway.Kube.Metering;

/// <summary>Counts and times what is asked of a cluster, each try for itself: it belongs beneath <see
/// cref="Http.RetryingKubeApi"/>.</summary>
/// <param name="inner">What is asked.</param>
/// <param name="cluster">Its name in metrics.</param>
/// <param name="time">What the time of a request is taken by.</param>
public sealed class MeteredKubeApi(IKubeApi inner, string cluster, TimeProvider time) : IKubeApi
{
    /// <inheritdoc/>
    public async Task<KubeResponse> SendAsync(KubeRequest request, CancellationToken cancel)
    {
        var verb = RequestVerb.Of(request);
        var began = time.GetTimestamp();
        var code = 0;
        try
        {
            var response = await inner.SendAsync(request, cancel);
            code = response.Status;
            return response;
        }
        finally
        {
            KubeMetrics.Requested(cluster, verb, code);
            KubeMetrics.RequestTook(verb, time.GetElapsedTime(began));
        }
    }

    /// <summary>Counts the watch by how it was opened; what it tells is not counted.</summary>
    public async Task<IKubeWatch> WatchAsync(KubeRequest request, CancellationToken cancel)
    {
        var code = 0;
        try
        {
            var watch = await inner.WatchAsync(request, cancel);
            code = 200;
            return watch;
        }
        catch (KubeApiException e)
        {
            code = e.Status;
            throw;
        }
        finally
        {
            KubeMetrics.Requested(cluster, RequestVerb.Watch, code);
        }
    }
}
