using Fairway.Kube.Timing;

namespace Fairway.Kube.Http;

/// <summary>
/// Tries again what may be tried again: a request that the server has turned away with 429 or 503 and Retry-After (it
/// has not been acted on), and a GET that found no server. Anything else that failed comes back as it is, for its
/// writer to decide.
/// </summary>
/// <remarks>A refused eviction is a 429 too, but means that a disruption budget holds: it is not tried again.</remarks>
public sealed class RetryingKubeApi(IKubeApi inner, KubeEnvironment environment, int tries = 5) : IKubeApi
{
    private static readonly TimeSpan FirstDelay = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LongestPatience = TimeSpan.FromMinutes(1);

    /// <inheritdoc/>
    public async Task<KubeResponse> SendAsync(KubeRequest request, CancellationToken cancel)
    {
        var backoff = new Backoff(FirstDelay, LongestDelay, environment.Jitter);
        for (var attempt = 1; ; attempt++)
        {
            KubeResponse? response = null;
            try
            {
                response = await inner.SendAsync(request, cancel);
                if (attempt >= tries || Delay(request, response) is null)
                {
                    return response;
                }
            }
            catch (KubeApiException e) when (e.Status == 0 && request.Method == "GET" && attempt < tries)
            {
                // Nobody was there; the delay below is all there is to do.
            }

            var asked = response is null ? null : Delay(request, response);
            await Task.Delay(asked ?? backoff.Next(), environment.Time, cancel);
        }
    }

    /// <summary>Not tried again here: who watches has a way of his own to go on.</summary>
    public Task<IKubeWatch> WatchAsync(KubeRequest request, CancellationToken cancel) =>
        inner.WatchAsync(request, cancel);

    private TimeSpan? Delay(KubeRequest request, KubeResponse response)
    {
        if (response.Status is not (429 or 503) || response.RetryAfterSeconds is not { } seconds)
        {
            return null;
        }

        var delay = TimeSpan.FromSeconds(Math.Max(1, seconds));
        return delay > LongestPatience || request.Path.EndsWith("/eviction", StringComparison.Ordinal)
            ? null
            : environment.Jitter.UpToDouble(delay);
    }
}
