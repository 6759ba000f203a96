using System.Buffers;
using System.Text;
using Fairway.Kube;

namespace Fairway.Simulation.Crowds;

/// <summary>A manager's line through which some objects say something else than they do: what a manager without a gate
/// would see. Its writes go through.</summary>
internal sealed class BlindApi(IKubeApi inner, string plural, string says, string seen) : IKubeApi
{
    public async Task<KubeResponse> SendAsync(KubeRequest request, CancellationToken cancel)
    {
        var response = await inner.SendAsync(request, cancel);
        return request.Method == "GET" && Concerns(request)
            ? response with { Body = new ReadOnlySequence<byte>(Bent(response.Body.ToArray())) }
            : response;
    }

    public async Task<IKubeWatch> WatchAsync(KubeRequest request, CancellationToken cancel)
    {
        var watch = await inner.WatchAsync(request, cancel);
        return Concerns(request) ? new BlindWatch(this, watch) : watch;
    }

    private bool Concerns(KubeRequest request) => request.Path.Contains($"/{plural}", StringComparison.Ordinal);

    private byte[] Bent(ReadOnlyMemory<byte> json) => Encoding.UTF8.GetBytes(
        Encoding.UTF8.GetString(json.Span).Replace(says, seen, StringComparison.Ordinal));

    private sealed class BlindWatch(BlindApi api, IKubeWatch watch) : IKubeWatch
    {
        public async ValueTask<WatchFrame?> ReadAsync(CancellationToken cancel) =>
            await watch.ReadAsync(cancel) is { } frame
                ? new WatchFrame(frame.Type, api.Bent(frame.Object))
                : null;

        public ValueTask DisposeAsync() => watch.DisposeAsync();
    }
}
