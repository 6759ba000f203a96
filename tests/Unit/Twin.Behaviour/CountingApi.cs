using Fairway.Kube;

namespace Fairway.Tests.Twin.Behaviour;

/// <summary>Remembers the writes that went through it.</summary>
internal sealed class CountingApi(IKubeApi inner) : IKubeApi
{
    private readonly List<string> writes = [];

    public IReadOnlyList<string> Writes => writes;

    /// <summary>The answer of requests that are refused; null for the others.</summary>
    public Func<KubeRequest, KubeResponse?> Refuses { get; set; } = static _ => null;

    public async Task<KubeResponse> SendAsync(KubeRequest request, CancellationToken cancel)
    {
        var response = Refuses(request) ?? await inner.SendAsync(request, cancel);
        if (request.Method != "GET")
        {
            writes.Add($"{request.UserAgent} {request.Method} {request.Path} -> {response.Status}");
        }

        return response;
    }

    public Task<IKubeWatch> WatchAsync(KubeRequest request, CancellationToken cancel) =>
        inner.WatchAsync(request, cancel);
}
