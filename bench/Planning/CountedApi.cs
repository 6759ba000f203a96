using Fairway.Kube;

namespace Fairway.Bench.Planning;

/// <summary>Counts what is asked.</summary>
internal sealed class CountedApi(IKubeApi api) : IKubeApi
{
    private static long requests;

    /// <summary>Of all clusters together.</summary>
    public static long Requests => Interlocked.Read(ref requests);

    public Task<KubeResponse> SendAsync(KubeRequest request, CancellationToken cancel)
    {
        Interlocked.Increment(ref requests);
        return api.SendAsync(request, cancel);
    }

    public Task<IKubeWatch> WatchAsync(KubeRequest request, CancellationToken cancel) =>
        api.WatchAsync(request, cancel);
}
