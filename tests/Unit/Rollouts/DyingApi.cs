using Fairway.Kube;

namespace Fairway.Tests.Rollouts;

/// <summary>Passes everything on until the process that uses it dies in the middle of a write: the write has
/// happened, and its answer is never seen.</summary>
internal sealed class DyingApi(IKubeApi inner) : IKubeApi
{
    private readonly List<string> writes = [];

    public int? DiesAfter { get; set; }

    public Action Died { get; set; } = () => { };

    public IReadOnlyList<string> Writes => writes;

    public async Task<KubeResponse> SendAsync(KubeRequest request, CancellationToken cancel)
    {
        var isWrite = request.Method != "GET";
        if (isWrite && DiesAfter <= writes.Count)
        {
            throw new OperationCanceledException("the process is dead");
        }

        var response = await inner.SendAsync(request, CancellationToken.None);
        if (isWrite)
        {
            writes.Add($"{request.Method} {request.Path} -> {response.Status}");
        }

        if (isWrite && DiesAfter <= writes.Count)
        {
            Died();
            throw new OperationCanceledException("the process is dead");
        }

        return response;
    }

    public Task<IKubeWatch> WatchAsync(KubeRequest request, CancellationToken cancel) =>
        inner.WatchAsync(request, cancel);
}
